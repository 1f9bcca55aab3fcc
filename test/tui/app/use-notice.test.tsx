import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { expect, it, onTestFinished, vi } from 'vitest';
import { useNotice } from '../../../src/tui/app/use-notice.ts';
import { type ScreenStore, useScreenState } from '../../../src/tui/app/use-screen-state.ts';
import { initialState, type Notice } from '../../../src/tui/state.ts';

/** A screen that shows its notice and nothing else. */
function show(notice: Notice) {
  let store: ScreenStore | undefined;
  function Shown() {
    const [state, own] = useScreenState(() => ({ ...initialState('dev1', false), notice }));
    store = own;
    useNotice(state.notice, own.update);
    return <Text>{state.notice?.text ?? 'nothing'}</Text>;
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { unmount } = render(<Shown />);
  onTestFinished(() => {
    unmount();
    vi.useRealTimers();
  });
  return {
    store: () => store!,
    told: () => store!.now().notice?.text,
    /** Lets React commit what was changed, then the time pass. */
    pass: async (milliseconds: number) => {
      for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve));
      vi.advanceTimersByTime(milliseconds);
    },
  };
}

it('a notice goes by itself after a while; what went wrong stays longer', async () => {
  const { told, pass, store } = show({ tone: 'good', text: 'written' });
  await pass(9_000);
  expect(told()).toBe('written');
  await pass(2_000);
  expect(told()).toBeUndefined();
  store().update(state => ({ ...state, notice: { tone: 'bad', text: 'refused' } }));
  await pass(25_000);
  expect(told()).toBe('refused');
  await pass(6_000);
  expect(told()).toBeUndefined();
});

it('each notice has its own time', async () => {
  const { told, pass, store } = show({ tone: 'good', text: 'first' });
  await pass(9_000);
  store().update(state => ({ ...state, notice: { tone: 'good', text: 'second' } }));
  await pass(9_000);
  expect(told()).toBe('second');
});

it('changes that come before the next frame are seen by the one after them', () => {
  const { store } = show({ tone: 'good', text: 'x' });
  const { now, update } = store();
  update(state => ({ ...state, deviceId: 'dev2' }));
  update(() => ({ ...now(), focus: 'twin' }));
  expect(now()).toMatchObject({ deviceId: 'dev2', focus: 'twin' });
});
