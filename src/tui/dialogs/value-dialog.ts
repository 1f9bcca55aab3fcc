import { jsonRows } from '../query/sheets/json-rows.ts';
import type { Overlay } from '../state.ts';
import { span } from '../text/row.ts';
import { type Dialog, lastTop, type Room, scrolled } from './dialog.ts';

const widest = 100;

/** A value whole, as indented JSON. */
export function valueDialog({ path, value, top }: Extract<Overlay, { kind: 'value' }>, room: Room): Dialog {
  const width = Math.min(room.width, widest);
  const rows = jsonRows(value, width - 4);
  return {
    title: path,
    status: rows.length > room.height ? [span(`${rows.length} lines`, 'muted')] : [],
    width,
    rows: scrolled(rows, top, room.height),
    last: lastTop(rows, room.height),
  };
}
