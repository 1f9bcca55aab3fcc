import type { TwinDocument } from '../../twin/twin-document.ts';
import type { TwinView } from './views.ts';

/** The newest version beside what it is compared with, or an older one in its place with what that one changed. */
export function versionShown(twin: TwinView, at: number | undefined, before: TwinDocument | undefined): TwinView {
  const index = at === undefined ? -1 : twin.history.findLastIndex(({ document }) => document.version === at);
  if (index < 0) return { ...twin, previous: before };
  return { ...twin, twin: twin.history[index]!.document, previous: twin.history[index - 1]?.document };
}
