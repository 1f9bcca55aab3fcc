import type { TwinVersion } from '../../clients/twin-watch.ts';
import { versionId } from '../../twin/seen-version.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { restored, showVersion } from './time-acts.ts';
import { told } from './told.ts';

type Timeline = Extract<Overlay, { kind: 'timeline' }>;

/** The newest version is on top. */
export function timelineKey(
  state: ScreenState,
  overlay: Timeline,
  { name }: Key,
  { history, twin }: KeyContext,
): Update {
  const at = (index: number) => ({ ...overlay, index: Math.min(history.length - 1, Math.max(0, index)) });
  const version = history[overlay.index];
  switch (actOf('timeline', name)) {
    case 'up':
      return { state: { ...state, overlay: at(overlay.index + 1) } };
    case 'down':
      return { state: { ...state, overlay: at(overlay.index - 1) } };
    case 'choose':
      return { state: showVersion({ ...state, overlay: undefined }, history, overlay.index) };
    case 'mark': {
      const id = version && versionId(version);
      return { state: { ...state, overlay: { ...overlay, marked: id === overlay.marked ? undefined : id } } };
    }
    case 'compare':
      return { state: compared(state, overlay, history) };
    case 'restore':
      if (version === undefined || twin === undefined) return { state };
      return restored({ ...state, overlay: undefined }, version.document, twin);
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}

/**
 * Compares the version under the cursor with the marked one, or with the newest when none is marked; the newest with
 * the one before it. The older of the two is on the left.
 */
function compared(state: ScreenState, { index, marked }: Timeline, history: readonly TwinVersion[]): ScreenState {
  const last = history.length - 1;
  const marking = history.findLastIndex(version => versionId(version) === marked);
  const other = marking >= 0 ? marking : index === last ? index - 1 : last;
  const [from, to] = [history[Math.min(index, other)], history[Math.max(index, other)]];
  if (from === undefined || to === undefined) return told(state, 'only one version was seen so far');
  return { ...state, overlay: { kind: 'compare', from, to, top: 0 } };
}
