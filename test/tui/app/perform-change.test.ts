import { describe, expect, it } from 'vitest';
import { WriteGuard } from '../../../src/clients/write-guard.ts';
import type { Ends } from '../../../src/tui/app/ends.ts';
import { perform } from '../../../src/tui/app/perform.ts';
import type { TwinChange } from '../../../src/tui/edit/twin-change.ts';
import { initialState, type Overlay, type Preview, type ScreenState } from '../../../src/tui/state.ts';
import { previewed } from '../../../src/tui/update/preview-keys.ts';
import { connectTo } from '../../helpers/connect.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';

const target = { deviceId: 'dev1' };
const change: TwinChange = { kind: 'patch', content: { tags: { plant: 'mine' } } };

/** A hub with one device, and a screen's state that keys and effects change. */
async function start(guard = new WriteGuard({ locked: false, permanent: false })) {
  const hub = await startTestHub();
  const owner = connectTo(hub);
  await owner.service.identities.create(target);
  const connection = connectTo(hub, { guard });
  const watcher = connection.watch(target);
  await watcher.refresh();
  let state: ScreenState = { ...initialState('dev1', false), focus: 'twin' };
  const ends = {
    connection,
    watcher,
    update: next => {
      state = next(state);
    },
  } as Ends;
  return {
    owner,
    get overlay(): Overlay | undefined {
      return state.overlay;
    },
    preview(shown: TwinChange): void {
      const base = watcher.getSnapshot().twin!;
      state = previewed(state, { title: 'The patch', change: shown, base, origin: { kind: 'restore' } }).state;
    },
    /** Resolves when what the last key asked for is done; `meanwhile` are keys that come before. */
    async press(key: string, ...meanwhile: readonly string[]): Promise<void> {
      const { state: next, effect } = pressIn(keyContext, state, key);
      state = next;
      const done = effect && perform(effect, ends);
      for (const other of meanwhile) state = pressIn(keyContext, state, other).state;
      await done;
    },
  };
}

describe('a conflict', () => {
  it('shows theirs beside yours, with hints that are for this screen, and the next Enter sends yours', async () => {
    const screen = await start();
    screen.preview(change);
    await screen.owner.service.twins.patch(target, { tags: { plant: 'theirs' } });
    await screen.press('enter');
    expect(screen.overlay).toMatchObject({
      kind: 'preview',
      sending: false,
      theirs: { tags: { plant: 'theirs' } },
      problem: { hint: 'Theirs is shown beside yours: Enter sends yours, Esc goes back to it.' },
    });
    await screen.press('enter');
    expect(screen.overlay).toBeUndefined();
    expect((await screen.owner.service.twins.get(target)).tags).toEqual({ plant: 'mine' });
  });

  it('of a replacement deletes nothing of theirs before they were shown', async () => {
    const screen = await start();
    screen.preview({ kind: 'replace', content: { tags: { plant: 'mine' }, properties: { desired: {} } } });
    await screen.owner.service.twins.patch(target, { properties: { desired: { theirs: 1 } } });
    await screen.press('enter');
    expect((screen.overlay as Preview).theirs?.properties.desired).toMatchObject({ theirs: 1 });
    expect((await screen.owner.service.twins.get(target)).properties.desired).toMatchObject({ theirs: 1 });
  });

  it('while the help is read is shown when it is closed', async () => {
    const screen = await start();
    screen.preview(change);
    await screen.owner.service.twins.patch(target, { tags: { plant: 'theirs' } });
    await screen.press('enter', 'f1');
    expect(screen.overlay?.kind).toBe('help');
    await screen.press('esc');
    expect(screen.overlay).toMatchObject({ kind: 'preview', sending: false, theirs: { tags: { plant: 'theirs' } } });
  });
});

describe('a hub that is locked', () => {
  it('is unlocked in the patch, which is sent then', async () => {
    const screen = await start(new WriteGuard({ locked: true, permanent: false }));
    screen.preview(change);
    await screen.press('enter');
    expect(screen.overlay).toMatchObject({
      kind: 'preview',
      problem: { hint: 'L unlocks writing to this hub, then Enter sends it.' },
    });
    await screen.press('L');
    expect(screen.overlay).toMatchObject({ kind: 'preview', change, problem: undefined });
    await screen.press('enter');
    expect(screen.overlay).toBeUndefined();
    expect((await screen.owner.service.twins.get(target)).tags).toEqual({ plant: 'mine' });
  });

  it('for good keeps the patch and says what would unlock it', async () => {
    const screen = await start(new WriteGuard({ locked: true, permanent: true }));
    screen.preview(change);
    await screen.press('enter');
    await screen.press('L');
    await screen.press('enter');
    expect(screen.overlay).toMatchObject({
      kind: 'preview',
      change,
      problem: { hint: expect.stringContaining('Start again without --read-only') },
    });
  });
});

describe('a method call that fails', () => {
  const overlay: Overlay = {
    kind: 'method',
    field: { graphemes: [...'reboot'], cursor: 6, past: [] },
    isCalling: false,
    calls: [],
    top: 0,
    back: 0,
    problem: undefined,
  };

  it('while the help is read is told when it is closed, without flags of the command line', async () => {
    const screen = await start();
    const state = { ...initialState('dev1', false), overlay };
    let after: ScreenState = state;
    const { effect, state: calling } = pressIn(keyContext, state, 'enter');
    after = pressIn(keyContext, calling, 'f1').state;
    const connection = screen.owner;
    const update: Ends['update'] = next => {
      after = next(after);
    };
    await perform(effect!, { connection, update } as Ends);
    const closed = pressIn(keyContext, after, 'esc').state.overlay;
    expect(closed).toMatchObject({ kind: 'method', isCalling: false, calls: [{ name: 'reboot' }] });
    expect(JSON.stringify(closed)).toContain('not online');
    expect(JSON.stringify(closed)).not.toContain('--connect-timeout');
  });
});
