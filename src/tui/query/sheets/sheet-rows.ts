import { paneFrame } from '../../panes/pane-frame.ts';
import type { Row } from '../../text/row.ts';
import type { QueryPrompt } from '../prompt.ts';
import type { Sheet } from './sheet.ts';
import { sheetDialog } from './sheet-dialog.ts';

type Place = { readonly columns: number; readonly rows: number };

/** The sheet with its border, never larger than the panes' place: all of the screen but its first and last line. */
export function sheetRows(
  prompt: QueryPrompt,
  sheet: Sheet,
  rowCount: number,
  { columns, rows }: Place,
): readonly Row[] {
  const room = { width: columns - 4, height: rows - 4 };
  const { title, rows: inside, width } = sheetDialog(prompt, sheet, rowCount, room);
  const area = { width: Math.min(columns, width), height: Math.min(rows - 2, inside.length + 2) };
  return paneFrame({ area, title, focused: true, rows: inside });
}
