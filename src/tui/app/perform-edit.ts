import { messageOf } from '../../lib/errors.ts';
import { editedChange } from '../edit/edited-change.ts';
import type { EditorJob, ScreenState, ShownProblem } from '../state.ts';
import { previewed } from '../update/preview-keys.ts';
import { type EditorOutcome, editText } from './editor.ts';
import type { Ends } from './ends.ts';

type Terminal = Pick<Ends, 'suspend' | 'update'>;

/** What the editor leaves is shown as a patch before anything is sent; what cannot be sent is kept. */
export async function openEditor(ends: Terminal, job: EditorJob): Promise<void> {
  const { text, problem } = await edited(ends, job);
  ends.update(state => afterEditor(state, { ...job, text }, problem));
}

async function edited(ends: Terminal, job: EditorJob): Promise<EditorOutcome> {
  let outcome: EditorOutcome | undefined;
  try {
    await ends.suspend(async () => {
      outcome = await editText(job.text, process.env);
    });
  } catch (error) {
    // E.g. no room for the file.
    const problem = { message: `cannot edit: ${messageOf(error)}`, hint: 'Enter tries again, Esc drops the edit.' };
    return { text: outcome?.text ?? job.text, problem };
  }
  return outcome ?? { text: job.text, problem: undefined };
}

function afterEditor(state: ScreenState, job: EditorJob, failed: ShownProblem | undefined): ScreenState {
  const kept = (problem: ShownProblem): ScreenState => ({
    ...state,
    overlay: { kind: 'editor-problem', job, problem },
  });
  if (failed !== undefined) return kept(failed);
  const result = editedChange(job, job.text);
  switch (result.kind) {
    case 'unchanged':
      return { ...state, overlay: undefined, notice: { tone: 'warn', text: 'nothing was changed in the editor' } };
    case 'wrong':
      return kept(result.problem);
    case 'change': {
      const title = job.target === 'replace' ? 'Replace tags and desired whole' : 'The patch from the editor';
      return previewed(state, { title, change: result.change, base: job.base, origin: { kind: 'editor', job } }).state;
    }
  }
}
