import type { TwinVersion } from '../../clients/twin-watch.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { newsTime } from '../panes/news-time.ts';
import type { TwinView } from './views.ts';

/**
 * What the newest version is compared with, to mark what changed: the last version that is no news any more. With the
 * version right before it a mark would be gone as soon as anything else changes.
 */
export function newsBase(history: readonly TwinVersion[], now: number): TwinDocument | undefined {
  const old = history.findLastIndex(({ at }) => now - at >= newsTime);
  return history[Math.max(0, old)]?.document;
}

/** The newest version, or an older one in its place with what that one changed. */
export function versionShown(twin: TwinView, at: number | undefined, base: TwinDocument | undefined): TwinView {
  const index = at === undefined ? -1 : twin.history.findLastIndex(({ document }) => document.version === at);
  if (index < 0) return { ...twin, previous: base };
  return { ...twin, twin: twin.history[index]!.document, previous: twin.history[index - 1]?.document };
}
