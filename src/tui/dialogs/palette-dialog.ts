import { fieldText } from '../edit/text-field.ts';
import { commandsFor } from '../keys/commands.ts';
import { placesUnder } from '../panes/footer-row.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { fitRow, inverted, span, spread } from '../text/row.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';
import { fieldRow } from './field-row.ts';

const preferred = 76;

type Palette = Extract<Overlay, { kind: 'palette' }>;

/** All commands, or those that hold what is typed; those of the place it was opened from first. */
export function paletteDialog(state: ScreenState, { field, index, under }: Palette, room: Room): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const height = Math.min(14, room.height - 2);
  const commands = commandsFor(fieldText(field), placesUnder(state, under));
  const top = windowTop(index, commands.length, height);
  const rows = commands.slice(top, top + height).map(({ group, help, key }, offset) => {
    const row = spread([span(`${group.padEnd(14)}`, 'muted'), span(help)], [span(key, 'hint')], width);
    return top + offset === index ? inverted(fitRow(row, width)) : row;
  });
  const none = [[span('no command has these words', 'muted')]];
  return {
    title: 'Commands',
    width: preferred,
    rows: [fieldRow(field, width), [], ...(rows.length === 0 ? none : rows)],
  };
}
