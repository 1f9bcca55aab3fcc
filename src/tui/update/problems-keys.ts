import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';

export function problemsKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'problems' }>,
  { name }: Key,
): Update {
  switch (actOf('problems', name)) {
    case 'up':
      return { state: { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top - 1) } } };
    case 'down':
      return { state: { ...state, overlay: { ...overlay, top: overlay.top + 1 } } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
