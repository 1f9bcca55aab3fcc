import { describe, expect, it, onTestFinished } from 'vitest';
import { openEditor } from '../../../src/tui/app/perform-edit.ts';
import type { EditorJob, ScreenState } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const kept: EditorJob = { target: 'tags', text: '{"plant": "Pl', base: thermostat };

/** What the screen shows after `$EDITOR` was opened again over a kept text. */
async function reopened(editor: string, job = kept): Promise<ScreenState['overlay']> {
  const { VISUAL, EDITOR } = process.env;
  onTestFinished(() => {
    for (const [name, value] of Object.entries({ VISUAL, EDITOR }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });
  delete process.env.VISUAL;
  process.env.EDITOR = editor;
  const problem = { message: 'not JSON', hint: '' };
  const before: ScreenState = { ...keyStates.twin, overlay: { kind: 'editor-problem', job, problem } };
  let { state } = pressIn(keyContext, before, 'enter');
  const update = (next: (state: ScreenState) => ScreenState) => {
    state = next(state);
  };
  await openEditor({ update, suspend: work => work() }, job);
  return state.overlay;
}

describe('a kept edit that is opened again', () => {
  it('is kept when the editor is told to fail, as by :cq', async () => {
    expect(await reopened('false')).toMatchObject({
      kind: 'editor-problem',
      job: { text: kept.text },
      problem: { message: 'false ended with exit code 1: nothing is sent' },
    });
  });

  it('is kept as it was saved when the editor crashes behind that', async () => {
    const overlay = await reopened(`sh -c 'printf saved > "$1"; kill -9 $$' editor`);
    expect(overlay).toMatchObject({
      job: { text: 'saved' },
      problem: { message: 'sh ended with signal SIGKILL: nothing is sent' },
    });
  });

  it('is kept when there is no such editor, with what to set', async () => {
    expect(await reopened('/no/such/editor')).toMatchObject({
      job: { text: kept.text },
      problem: {
        message: 'cannot start the editor /no/such/editor: there is no such program',
        hint: expect.stringContaining('Set VISUAL or EDITOR'),
      },
    });
  });

  it('is kept when the editor took the file away', async () => {
    expect(await reopened('rm')).toMatchObject({ kind: 'editor-problem', job: { text: kept.text } });
  });

  it('is kept when it is still not JSON, with the place', async () => {
    expect(await reopened('true')).toMatchObject({
      job: { text: kept.text },
      problem: { message: expect.stringContaining('line 1, column 11'), offset: 10 },
    });
  });

  it('becomes a patch when it is mended; a mark of bytes at its beginning is no fault', async () => {
    const overlay = await reopened(`sh -c 'printf "\\357\\273\\277{\\"plant\\":1}" > "$1"' editor`);
    expect(overlay).toMatchObject({ kind: 'preview', change: { content: { tags: { plant: 1, location: null } } } });
  });

  it('is closed when nothing of it is left to send', async () => {
    expect(await reopened('true', { ...kept, text: JSON.stringify(thermostat.tags) })).toBeUndefined();
  });
});
