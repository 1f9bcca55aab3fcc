import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

export function valueKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'value' }>,
  { name }: Key,
  { halfPage }: KeyContext,
): Update {
  const by = (lines: number): Update => ({
    state: { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top + lines) } },
  });
  switch (actOf('value', name)) {
    case 'up':
      return by(-1);
    case 'down':
      return by(1);
    case 'page-up':
      return by(-halfPage.twin);
    case 'page-down':
      return by(halfPage.twin);
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}
