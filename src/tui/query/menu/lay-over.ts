import { fitRow, over, type Row, rowWidth } from '../../text/row.ts';

/** Rows with others laid over them from a row and a cell on, moved left to fit; what is too far down is left out. */
export function layOver(
  below: readonly Row[],
  above: readonly Row[],
  at: { readonly row: number; readonly column: number },
  size: { readonly width: number; readonly height: number },
): readonly Row[] {
  const rows = [...below];
  above.forEach((row, index) => {
    const to = at.row + index;
    if (to >= size.height) return;
    while (rows.length <= to) rows.push([]);
    const column = Math.max(0, Math.min(at.column, size.width - rowWidth(row)));
    rows[to] = over(fitRow(rows[to]!, size.width), column, row);
  });
  return rows;
}
