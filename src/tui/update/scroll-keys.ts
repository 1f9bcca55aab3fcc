import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

type Scrolled = Extract<Overlay, { kind: 'help' | 'value' | 'problems' | 'device-log' }>;

/** The last page, wherever that begins: the dialog brings it back to its end. */
export const atEnd = Number.MAX_SAFE_INTEGER;

/** What is only read: scrolled, and closed again. Help gives back what it was opened from. */
export function scrollKey(state: ScreenState, overlay: Scrolled, { name }: Key, { halfPage }: KeyContext): Update {
  const by = (lines: number): Update => ({
    state: { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top + lines) } },
  });
  switch (actOf(overlay.kind, name)) {
    case 'up':
      return by(-1);
    case 'down':
      return by(1);
    case 'page-up':
      return by(-halfPage.twin);
    case 'page-down':
      return by(halfPage.twin);
    case 'top':
      return by(-overlay.top);
    case 'bottom':
      return { state: { ...state, overlay: { ...overlay, top: atEnd } } };
    case 'close':
      return { state: { ...state, overlay: overlay.kind === 'help' ? overlay.under : undefined } };
    default:
      return { state };
  }
}
