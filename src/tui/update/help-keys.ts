import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** Closed, it gives back what it was opened from. */
export function helpKey(
  state: ScreenState,
  help: Extract<Overlay, { kind: 'help' }>,
  { name }: Key,
  { halfPage }: KeyContext,
): Update {
  const by = (lines: number): Update => ({
    state: { ...state, overlay: { ...help, top: Math.max(0, help.top + lines) } },
  });
  switch (actOf('help', name)) {
    case 'up':
      return by(-1);
    case 'down':
      return by(1);
    case 'page-up':
      return by(-halfPage.twin);
    case 'page-down':
      return by(halfPage.twin);
    case 'close':
      return { state: { ...state, overlay: help.under } };
    default:
      return { state };
  }
}
