import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';

/** The dialog stops at its end by itself: how long it is depends on the width. */
export function helpKey(state: ScreenState, help: Extract<Overlay, { kind: 'help' }>, { name }: Key): Update {
  switch (actOf('help', name)) {
    case 'up':
      return { state: { ...state, overlay: { ...help, top: Math.max(0, help.top - 1) } } };
    case 'down':
      return { state: { ...state, overlay: { ...help, top: help.top + 1 } } };
    case 'close':
      return { state: { ...state, overlay: help.under } };
    default:
      return { state };
  }
}
