import { blockRows, blockShift } from './block.ts';
import type { Scan } from './compile-scan.ts';
import type { RowNumber, RowTable } from './row-table.ts';

/** Receives row numbers in ascending order; answers whether it wants more. */
export type Take = (row: RowNumber) => boolean;

export type Found = { readonly looked: number };

/**
 * Looks at all rows from a number on; `scan` is asked for anew in each step, columns may have come or gone. Hands back
 * control after each step of so many rows.
 */
export function* scanRows(
  table: RowTable,
  scan: () => Scan,
  options: { readonly from: RowNumber; readonly step: number },
  take: Take,
): Generator<void, Found> {
  const found = new Uint16Array(blockRows);
  let looked = 0;
  let row = options.from;
  while (row < table.limit) {
    const blockIndex = row >>> blockShift;
    const first = blockIndex << blockShift;
    const [from, end] = [row - first, Math.min(row - first + options.step, blockRows)];
    const block = table.block(blockIndex);
    const count = block === undefined ? 0 : scan()(block, blockIndex, first, from, end, found);
    if (block !== undefined) looked += Math.min(end, table.limit - first) - from;
    for (let at = 0; at < count; at++) if (!take(first + found[at]!)) return { looked };
    row = first + end;
    yield;
  }
  return { looked };
}

/** Looks at the rows named only. */
export function* scanCandidates(
  table: RowTable,
  scan: () => Scan,
  rows: readonly RowNumber[],
  take: Take,
): Generator<void, Found> {
  let looked = 0;
  for (const row of rows) {
    if (++looked % 64 === 0) yield;
    if (matchesRow(table, scan(), row) && !take(row)) break;
  }
  return { looked };
}

const single = new Uint16Array(1);

export function matchesRow(table: RowTable, scan: Scan, row: RowNumber): boolean {
  const blockIndex = row >>> blockShift;
  const block = table.block(blockIndex);
  const index = row & (blockRows - 1);
  return block !== undefined && scan(block, blockIndex, blockIndex << blockShift, index, index + 1, single) === 1;
}
