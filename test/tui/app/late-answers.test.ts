import { describe, expect, it } from 'vitest';
import { DeviceList } from '../../../src/clients/device-list.ts';
import { JobList } from '../../../src/clients/job-list.ts';
import type { Ends } from '../../../src/tui/app/ends.ts';
import { perform } from '../../../src/tui/app/perform.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { initialState, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { newIdentity } from '../../../src/tui/update/identity-overlays.ts';
import { connectTo } from '../../helpers/connect.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';

const edit: Overlay = { kind: 'edit', field: textField('tags.plant = "half typ'), problem: undefined };

/** A hub with one device, and a screen's state that keys and effects change. */
async function start(overlay: Overlay) {
  const connection = connectTo(await startTestHub());
  const { service } = connection;
  await service.identities.create({ deviceId: 'dev1' });
  const [devices, jobs] = [new DeviceList(service), new JobList({ service })];
  let state: ScreenState = { ...initialState('dev1', false), overlay };
  const ends = {
    connection,
    devices,
    jobs,
    simulated: [],
    update: (next: (before: ScreenState) => ScreenState) => {
      state = next(state);
    },
  } as unknown as Ends;
  const screen = {
    service,
    get state(): ScreenState {
      return state;
    },
    show(shown: Overlay | undefined): void {
      state = { ...state, overlay: shown };
    },
    /** Resolves when all that the keys asked for is done; `count` is how much that was. */
    press(...keys: readonly string[]): { readonly done: Promise<unknown>; readonly count: number } {
      const effects = keys.flatMap(key => {
        const update = pressIn(keyContext, state, key);
        state = update.state;
        return update.effect ?? [];
      });
      return { done: Promise.all(effects.map(effect => perform(effect, ends))), count: effects.length };
    },
  };
  return screen;
}

const named = (name: string): Overlay => ({ ...newIdentity(undefined), field: textField(name) });

describe('creating a device', () => {
  it('ends in the list, with the cursor on it, and says so', async () => {
    const screen = await start(named('dev9'));
    await screen.press('enter').done;
    expect(screen.state.overlay).toMatchObject({ kind: 'devices', cursor: { id: 'dev9' } });
    expect(screen.state.notice).toMatchObject({ tone: 'good', text: 'dev9 is created' });
  });

  it('leaves what is open alone when its dialog was left, and tells all the same', async () => {
    const screen = await start(named('dev9'));
    const { done } = screen.press('enter', 'esc');
    screen.show(edit);
    await done;
    expect(screen.state.overlay).toEqual(edit);
    expect(screen.state.notice?.text).toBe('dev9 is created');
  });

  it('is not mistaken for another one that is begun meanwhile', async () => {
    const screen = await start(named('dev9'));
    const { done } = screen.press('enter', 'esc', 'a', 'x');
    await done;
    expect(screen.state.overlay).toMatchObject({
      kind: 'create-identity',
      sending: false,
      field: { graphemes: ['x'] },
    });
  });

  it('goes back to its list under the help, too', async () => {
    const screen = await start(named('dev9'));
    await screen.press('enter', 'f1').done;
    expect(screen.state.overlay).toMatchObject({ kind: 'help', under: { kind: 'devices' } });
  });

  it('is asked for once, however often Enter is pressed', async () => {
    const screen = await start(named('dev9'));
    const { done, count } = screen.press('enter', 'enter', 'enter');
    await done;
    expect(count).toBe(1);
    expect(screen.state.notice?.tone).toBe('good');
  });

  it('that fails keeps what was typed, to be sent again', async () => {
    const screen = await start(named('dev1'));
    await screen.press('enter').done;
    expect(screen.state.overlay).toMatchObject({ kind: 'create-identity', sending: false, field: textField('dev1') });
    expect(screen.state.overlay).toMatchObject({ problem: { message: expect.stringContaining('dev1') } });
  });

  it('that fails after its dialog was left is told below', async () => {
    const screen = await start(named('dev1'));
    const { done } = screen.press('enter', 'esc');
    screen.show(edit);
    await done;
    expect(screen.state.overlay).toEqual(edit);
    expect(screen.state.notice).toMatchObject({ tone: 'bad', text: expect.stringMatching(/^dev1 was not created/) });
  });
});

describe('a job', () => {
  const bulk: Overlay = { kind: 'create-job', field: textField('tags.plant = 1 WHERE *'), problem: undefined };

  it('is scheduled once, however often Enter is pressed', async () => {
    const screen = await start(bulk);
    await screen.press('enter', 'enter').done;
    expect(screen.state.overlay).toMatchObject({ kind: 'confirm-job', count: 1, sending: false });
    await screen.press('enter', 'y', 'enter').done;
    expect(await screen.service.jobs.list()).toHaveLength(1);
    expect(screen.state).toMatchObject({ overlay: { kind: 'jobs' }, notice: { tone: 'good' } });
  });

  it('sent again after no answer came is the same job', async () => {
    const screen = await start(bulk);
    await screen.press('enter').done;
    const confirm = screen.state.overlay!;
    await screen.press('enter').done;
    screen.show(confirm);
    await screen.press('enter').done;
    expect(await screen.service.jobs.list()).toHaveLength(1);
    expect(screen.state.overlay).toMatchObject({ kind: 'confirm-job', problem: { message: expect.anything() } });
  });

  it('leaves what is open alone when its dialog was left, which tells that it may begin', async () => {
    const screen = await start(bulk);
    await screen.press('enter').done;
    const { done } = screen.press('enter', 'esc');
    expect(screen.state.overlay).toMatchObject({
      kind: 'create-job',
      problem: { message: expect.stringContaining('it may begin all the same') },
    });
    screen.show(edit);
    await done;
    expect(screen.state.overlay).toEqual(edit);
    expect(screen.state.notice?.text).toMatch(/is scheduled$/);
  });
});
