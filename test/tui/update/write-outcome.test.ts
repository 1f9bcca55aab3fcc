import { describe, expect, it } from 'vitest';
import type { Preview, ScreenState } from '../../../src/tui/state.ts';
import { writeDone, writeFailed } from '../../../src/tui/update/write-outcome.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const press = (state: ScreenState, ...keys: readonly string[]) => pressIn(keyContext, state, ...keys).state;
const sending = press(keyStates.preview, 'enter');
const sent = sending.overlay as Preview;
const written = { ...thermostat, version: 14 };
const problem = { message: 'the hub is throttling', hint: 'Wait some seconds and try again.' };
const failed = (state: ScreenState) => writeFailed(state, sent, problem, undefined);
const typed = (state: ScreenState) =>
  state.overlay?.kind === 'edit' ? state.overlay.field.graphemes.join('') : undefined;

describe('a write that fails', () => {
  it('can be sent again from its preview', () => {
    expect(failed(sending).overlay).toMatchObject({ kind: 'preview', sending: false, problem });
  });

  it('while the help is read is told behind it', () => {
    const closed = press(failed(press(sending, 'f1')), 'esc');
    expect(closed.overlay).toMatchObject({ kind: 'preview', sending: false, problem });
  });

  it('after Esc is told where the text stands that was typed', () => {
    const after = failed(press(sending, 'esc'));
    expect(typed(after)).toBe('tags.a = 1');
    expect(after.overlay).toMatchObject({
      problem: { message: 'the hub is throttling', hint: 'What was typed is kept.' },
    });
  });

  it('when all was left is told in the line below', () => {
    expect(failed(press(sending, 'esc', 'esc')).notice?.text).toBe('not written: the hub is throttling');
  });

  it('is not mistaken for another one that is previewed meanwhile', () => {
    const other = press({ ...keyStates.edit, undos: [] }, ...'23', 'enter', 'enter');
    expect(failed(other).overlay).toBe(other.overlay);
  });
});

describe('a write that is done', () => {
  it('closes its preview', () => {
    const done = writeDone(sending, sent, written);
    expect(done.overlay).toBeUndefined();
    expect(done.notice?.text).toBe('written: the twin is at v14');
    expect(done.undos).toHaveLength(1);
  });

  it('closes it behind the help, too', () => {
    const done = writeDone(press(sending, 'f1'), sent, written);
    expect(done.overlay?.kind).toBe('help');
    expect(press(done, 'esc').overlay).toBeUndefined();
  });

  it('leaves what was opened meanwhile', () => {
    const later = { ...sending, overlay: keyStates.timeline.overlay };
    expect(writeDone(later, sent, written).overlay).toBe(later.overlay);
  });

  it('is told where it was left', () => {
    const done = writeDone(press(sending, 'esc'), sent, written);
    expect(done.overlay).toMatchObject({
      kind: 'edit',
      problem: { message: 'the write has arrived: the twin is at v14' },
    });
  });

  it('that was an undo takes itself off the list, and no later write', () => {
    const change = { kind: 'patch' as const, content: { tags: { a: null } } };
    const later = { name: 'myDeviceId', change: { ...change } };
    const undo: Preview = { ...sent, change, origin: { kind: 'undo' } };
    const state = { ...sending, overlay: undo, undos: [{ name: 'myDeviceId', change }, later] };
    expect(writeDone(state, undo, written).undos).toEqual([later]);
  });
});

describe('Esc while a write is on its way', () => {
  it('goes back to the text and says that the write may still arrive', () => {
    const left = press(sending, 'esc');
    expect(typed(left)).toBe('tags.a = 1');
    expect(left.overlay).toMatchObject({ problem: { message: expect.stringContaining('may still arrive') } });
  });

  it('keeps what an editor left', () => {
    const job = { target: 'tags' as const, text: '{"a":1}', base: thermostat };
    const state: ScreenState = { ...sending, overlay: { ...sent, origin: { kind: 'editor', job } } };
    expect(press(state, 'esc').overlay).toMatchObject({
      kind: 'editor-problem',
      job,
      problem: { message: expect.stringContaining('may still arrive') },
    });
  });

  it('says so in the line below where nothing was typed', () => {
    const state: ScreenState = { ...sending, overlay: { ...sent, origin: { kind: 'undo' } } };
    expect(press(state, 'esc').notice?.text).toContain('may still arrive');
  });
});
