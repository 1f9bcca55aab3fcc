import type { TwinVersion } from '../../clients/twin-watch.ts';
import { versionId } from '../../twin/seen-version.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { differencePatch, type WritableSection, writableSections } from '../edit/twin-change.ts';
import type { Act } from '../keys/key-table.ts';
import type { ScreenState } from '../state.ts';
import { authorOf } from '../text/author.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { previewed } from './preview-keys.ts';
import { told } from './told.ts';
import { withTwin } from './twin-cursor.ts';

/** Acts on the versions seen; undefined when the act is none of them. */
export function timeAct(state: ScreenState, act: Act | undefined, context: KeyContext): Update | undefined {
  const { history, twin } = context;
  switch (act) {
    case 'older':
      return stepped(state, history, -1);
    case 'newer':
      return stepped(state, history, 1);
    case 'newest':
      return { state: withTwin({ ...state, notice: undefined }, { at: undefined, search: undefined }) };
    case 'timeline':
      return {
        state: {
          ...state,
          notice: undefined,
          overlay: { kind: 'timeline', index: shownIndex(state, history), marked: undefined },
        },
      };
    case 'compare':
      return compared(state, history);
    case 'restore': {
      const shown = history[shownIndex(state, history)]?.document;
      return twin === undefined || shown === undefined ? { state } : restored(state, shown, twin);
    }
    default:
      return undefined;
  }
}

/** Where the shown version is in the history. */
export function shownIndex({ twin }: ScreenState, history: readonly TwinVersion[]): number {
  const found = twin.at === undefined ? -1 : history.findLastIndex(version => versionId(version) === twin.at);
  return found < 0 ? history.length - 1 : found;
}

/** Shows the version at an index of the history; the last one means the newest, whatever comes. */
export function showVersion(state: ScreenState, history: readonly TwinVersion[], index: number): ScreenState {
  const version = history[index];
  if (version === undefined) return state;
  const at = index === history.length - 1 ? undefined : versionId(version);
  const { changedBy } = version;
  const author = changedBy.by === 'unknown' ? 'who wrote it is not known' : `written by ${authorOf(changedBy)}`;
  const text = `v${version.document.version}, ${author}`;
  const notice =
    at === undefined ? undefined : { tone: 'good' as const, text, hint: '[ ] step, r writes it back, Esc returns' };
  return withTwin({ ...state, notice }, { at });
}

/** Makes tags and desired of an older version, or one of them, a patch of the newest. Reported is the device's own. */
export function restored(
  state: ScreenState,
  older: TwinDocument,
  newest: TwinDocument,
  sections: readonly WritableSection[] = writableSections,
): Update {
  const content = differencePatch(newest, older, sections);
  const what = sections.join(' and ');
  if (content === undefined) return { state: told(state, `${what}: the same as in v${older.version}`) };
  const title = `Write back ${what} of v${older.version}`;
  return previewed(state, { title, change: { kind: 'patch', content }, base: newest, origin: { kind: 'restore' } });
}

function stepped(state: ScreenState, history: readonly TwinVersion[], by: 1 | -1): Update {
  const index = shownIndex(state, history) + by;
  if (index < 0) return { state: told(state, 'this is the oldest version seen') };
  if (index >= history.length) return { state: told(withTwin(state, { at: undefined }), 'this is the newest version') };
  return { state: showVersion(state, history, index) };
}

/** Compares an older version with the newest, and the newest with the one before it. */
function compared(state: ScreenState, history: readonly TwinVersion[]): Update {
  const index = shownIndex(state, history);
  const [from, to] = index === history.length - 1 ? [index - 1, index] : [index, history.length - 1];
  const [older, newer] = [history[from], history[to]];
  if (older === undefined || newer === undefined) return { state: told(state, 'only one version was seen so far') };
  return { state: { ...state, notice: undefined, overlay: { kind: 'compare', from: older, to: newer, top: 0 } } };
}
