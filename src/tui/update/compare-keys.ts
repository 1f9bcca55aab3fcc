import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { restored } from './time-acts.ts';

export function compareKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'compare' }>,
  { name }: Key,
  { twin }: KeyContext,
): Update {
  const { from } = overlay;
  switch (actOf('compare', name)) {
    case 'up':
      return { state: { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top - 1) } } };
    case 'down':
      return { state: { ...state, overlay: { ...overlay, top: overlay.top + 1 } } };
    case 'restore':
      return twin === undefined ? { state } : restored({ ...state, overlay: undefined }, from.document, twin);
    case 'restore-tags':
      return twin === undefined ? { state } : restored({ ...state, overlay: undefined }, from.document, twin, ['tags']);
    case 'restore-desired':
      return twin === undefined
        ? { state }
        : restored({ ...state, overlay: undefined }, from.document, twin, ['desired']);
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
