import { targetName } from '../../twin/twin-document.ts';
import { editedChange } from '../edit/edited-change.ts';
import { undoOf } from '../edit/twin-change.ts';
import type { EditorJob, Preview } from '../state.ts';
import { previewed } from '../update/preview-keys.ts';
import { editText } from './editor.ts';
import { type Ends, notify, problemOf, troubleOf } from './ends.ts';

/** A refused write stays in its preview with the reason; after a conflict the other's twin is shown beside it. */
export async function sendChange(ends: Ends, preview: Preview): Promise<void> {
  const { watcher, update } = ends;
  const { change, base, origin } = preview;
  try {
    const { kind, content } = change;
    const written = await (kind === 'patch' ? watcher.patch(content, base.etag) : watcher.replace(content, base.etag));
    const undo = { name: targetName(written), change: undoOf(base, change) };
    const isUndo = origin.kind === 'undo';
    update(state => ({
      ...state,
      overlay: undefined,
      undos: isUndo ? state.undos.slice(0, -1) : [...state.undos.slice(-99), undo],
      notice: {
        tone: 'good',
        text: `written: the twin is at v${written.version}`,
        hint: isUndo ? undefined : 'z takes it back',
      },
    }));
  } catch (error) {
    await watcher.refresh();
    const newest = watcher.getSnapshot().twin;
    const theirs = troubleOf(error) === 'conflict' && newest?.etag !== base.etag ? newest : undefined;
    const problem = problemOf(error, 'Nothing was written; Enter tries again.');
    update(state =>
      state.overlay?.kind === 'preview'
        ? { ...state, overlay: { ...state.overlay, base, theirs, sending: false, problem } }
        : state,
    );
  }
}

/** What the editor leaves is shown as a patch before anything is sent; what cannot be sent is kept. */
export async function openEditor(ends: Ends, job: EditorJob): Promise<void> {
  let text: string | undefined;
  await ends.suspend(async () => {
    text = await editText(job.text, process.env);
  });
  if (text === undefined) {
    return notify(ends, { tone: 'warn', text: 'the editor gave up: nothing changes', hint: 'EDITOR names the editor' });
  }
  const edited = { ...job, text };
  const result = editedChange(job, text);
  switch (result.kind) {
    case 'unchanged':
      return notify(ends, { tone: 'warn', text: 'nothing was changed in the editor' });
    case 'wrong':
      return ends.update(state => ({
        ...state,
        overlay: { kind: 'editor-problem', job: edited, problem: result.problem },
      }));
    case 'change': {
      const title = job.target === 'replace' ? 'Replace tags and desired whole' : 'The patch from the editor';
      const { change } = result;
      ends.update(
        state => previewed(state, { title, change, base: job.base, origin: { kind: 'editor', job: edited } }).state,
      );
    }
  }
}
