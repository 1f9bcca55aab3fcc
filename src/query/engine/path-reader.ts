import type { Json } from '../../lib/json.ts';
import { blockRows, blockShift, noShape } from './block.ts';
import { type PathSlots, slot } from './path-slots.ts';
import type { RowNumber, RowTable } from './row-table.ts';
import { someObject } from './value-store.ts';

/** Reads one stored path of single rows; `someObject` stands for an object. */
export function pathReader(table: RowTable, slots: PathSlots): (row: RowNumber) => Json | undefined {
  return row => {
    const block = table.block(row >>> blockShift);
    const index = row & (blockRows - 1);
    const shape = block?.shapes[index] ?? noShape;
    if (block === undefined || shape === noShape) return undefined;
    const known = slots.table()[shape]!;
    const at = known === slot.unresolved ? slots.resolve(shape) : known;
    if (at >= 0) return table.values.decode(block.codes[block.starts[index]! + at]!);
    return at === slot.object ? someObject : undefined;
  };
}
