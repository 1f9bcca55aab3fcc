import { beginsLife, type VersionId, versionId } from '../../twin/seen-version.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import type { TwinView } from './views.ts';

/** The newest version beside what it is compared with, or an older one in its place with what that one changed. */
export function versionShown(twin: TwinView, at: VersionId | undefined, before: TwinDocument | undefined): TwinView {
  const { history } = twin;
  const index = at === undefined ? -1 : history.findLastIndex(version => versionId(version) === at);
  if (index < 0) return { ...twin, previous: before };
  // The first version of a twin made again has changed nothing: what was before is another twin's.
  const previous = beginsLife(history, index) ? undefined : history[index - 1]?.document;
  return { ...twin, twin: history[index]!.document, previous };
}
