import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { showVersion } from './time-acts.ts';

/** The newest version is on top. */
export function timelineKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'timeline' }>,
  { name }: Key,
  { history }: KeyContext,
): Update {
  const at = (index: number) => ({ ...overlay, index: Math.min(history.length - 1, Math.max(0, index)) });
  switch (actOf('timeline', name)) {
    case 'up':
      return { state: { ...state, overlay: at(overlay.index + 1) } };
    case 'down':
      return { state: { ...state, overlay: at(overlay.index - 1) } };
    case 'choose':
      return { state: showVersion({ ...state, overlay: undefined }, history, overlay.index) };
    case 'compare': {
      const [from, to] = [history[overlay.index]?.document, history.at(-1)?.document];
      if (from === undefined || to === undefined) return { state };
      return { state: { ...state, overlay: { kind: 'compare', from, to, top: 0 } } };
    }
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
