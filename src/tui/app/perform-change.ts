import type { TwinDocument } from '../../twin/twin-document.ts';
import type { Preview, ShownProblem } from '../state.ts';
import { writeDone, writeFailed } from '../update/write-outcome.ts';
import { type Ends, problemOf, troubleOf } from './ends.ts';

/** Sends what the preview shows, for the twin that it shows. */
export async function sendChange(ends: Ends, preview: Preview): Promise<void> {
  const { watcher, update } = ends;
  const { change, base } = preview;
  try {
    const { kind, content } = change;
    const written = await (kind === 'patch' ? watcher.patch(content, base.etag) : watcher.replace(content, base.etag));
    update(state => writeDone(state, preview, written));
  } catch (error) {
    const theirs = troubleOf(error) === 'conflict' ? await newer(ends, base) : undefined;
    const problem = problemOfWrite(ends, error, theirs);
    update(state => writeFailed(state, preview, problem, theirs));
    // What did not answer may have written all the same.
    if (troubleOf(error) !== 'conflict') await watcher.refresh();
  }
}

/** What somebody else wrote; undefined when it cannot be read. */
async function newer({ watcher }: Ends, base: TwinDocument): Promise<TwinDocument | undefined> {
  await watcher.refresh();
  const { twin } = watcher.getSnapshot();
  return twin?.etag === base.etag ? undefined : twin;
}

function problemOfWrite({ connection }: Ends, error: unknown, theirs: TwinDocument | undefined): ShownProblem {
  const problem = problemOf(error, 'Nothing was written; Enter tries again.');
  const trouble = troubleOf(error);
  if (trouble === 'conflict') {
    const hint =
      theirs === undefined
        ? 'What is there now could not be read yet: Enter tries again.'
        : 'Theirs is shown beside yours: Enter sends yours, Esc goes back to it.';
    return { ...problem, hint };
  }
  const unlocks = trouble === 'read-only' && !connection.guard.permanent;
  return unlocks ? { ...problem, hint: 'L unlocks writing to this hub, then Enter sends it.' } : problem;
}
