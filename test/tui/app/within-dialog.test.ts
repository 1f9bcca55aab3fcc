import { expect, it } from 'vitest';
import { drawnDialog, withinDialog } from '../../../src/tui/dialogs/dialog-rows.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { screenProps } from '../../helpers/screen-props.ts';

it.each([
  'help',
  'compare',
  'problems',
  'device-log',
  'value',
  'preview',
] as const)('%s does not scroll beyond its end', place => {
  const state = keyStates[place];
  const props = screenProps({ columns: 80, rows: 12, state });
  const overlay = withinDialog(props, { ...state.overlay, top: 1_000 } as NonNullable<typeof state.overlay>);
  expect('top' in overlay && overlay.top).toBeLessThan(400);
  // One line further up shows something else, if there is more than fits.
  const above = { ...overlay, top: 'top' in overlay ? overlay.top - 1 : 0 } as typeof overlay;
  const text = (shown: typeof overlay) => JSON.stringify(drawnDialog(props, shown));
  if ('top' in overlay && overlay.top > 0) expect(text(above)).not.toBe(text(overlay));
  expect(withinDialog(props, above)).toBe(above);
  // The line of keys offers to scroll only where that leads anywhere.
  expect(drawnDialog(props, overlay).hasMore).toBe(false);
  if ('top' in overlay && overlay.top > 0) expect(drawnDialog(props, above).hasMore).toBe(true);
});
