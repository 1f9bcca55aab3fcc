import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { expect, it, onTestFinished } from 'vitest';
import type { Ends } from '../../../src/tui/app/ends.ts';
import { useKeys } from '../../../src/tui/app/use-keys.ts';
import { type ScreenStore, useScreenState } from '../../../src/tui/app/use-screen-state.ts';
import { initialState, type Overlay } from '../../../src/tui/state.ts';
import type { TerminalInput } from '../../../src/tui/terminal/terminal-input.ts';
import type { KeyContext } from '../../../src/tui/update/key-context.ts';
import { keyContext } from '../../helpers/key-context.ts';
import { screenProps } from '../../helpers/screen-props.ts';

const props = screenProps({ columns: 120, rows: 36 });
const terminal = { onEvent: () => () => {} } as unknown as TerminalInput;

/** A screen that takes keys, and shows no more than what it was told last. */
function typeInto(context: KeyContext, overlay: Overlay) {
  let store: ScreenStore | undefined;
  function Keyboard() {
    const [state, own] = useScreenState(() => ({ ...initialState('dev1', false), overlay }));
    store = own;
    useKeys(terminal, own, { context, props, ends: {} as Ends });
    return <Text>{state.notice?.text ?? ''}</Text>;
  }
  const { stdin, unmount } = render(<Keyboard />);
  onTestFinished(unmount);
  return { stdin, now: () => store!.now() };
}

it('a key whose act throws is told of on the screen, which goes on', async () => {
  const wire = keyContext.wire.map(record => ({
    ...record,
    get what(): string {
      throw new Error('a bug in a key');
    },
  }));
  const log: Overlay = { kind: 'wire', isOpen: false, sequence: 8 };
  const { stdin, now } = typeInto({ ...keyContext, wire }, log);
  await expect
    .poll(() => {
      stdin.write('a');
      return now().notice?.text;
    })
    .toContain('a bug in a key');
  expect(now().overlay).toEqual(log);
  stdin.write('k');
  await expect.poll(() => now().overlay).toMatchObject({ kind: 'wire', sequence: 7 });
});
