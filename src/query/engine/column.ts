import type { Json } from '../../lib/json.ts';
import { blockRows, blockShift } from './block.ts';
import type { RowNumber } from './row-table.ts';
import { someObject } from './value-store.ts';

/** A value's number within one column. The first two mean the same in all columns. */
export type ValueId = number;
const absentId = 0;
const objectId = 1;

/** More distinct values than this and a column costs more than it saves; scans of the rows stay. */
const maximalDistinct = 1 << 18;

type Ids = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** One path of all rows, each value as a small number, with how many rows have it. Arrays cannot be held. */
export class Column {
  /** By value number; holes where a number is free. */
  readonly values: (Json | undefined)[] = [undefined, someObject];
  readonly #ids = new Map<Json | undefined, ValueId>([
    [undefined, absentId],
    [someObject, objectId],
  ]);
  readonly #free: ValueId[] = [];
  readonly #blocks: Ids[] = [];
  #isWide = false;
  #counts = new Uint32Array(256);
  /** Value numbers in the order in which they got a value, those before `forgotten` cut off; truth tables follow it. */
  readonly assigned: ValueId[] = [absentId, objectId];
  forgotten = 0;
  /** False once the column is dropped: nobody keeps it current any more. */
  isKept = true;

  /** Rows that have this value now. */
  count(id: ValueId): number {
    return this.#counts[id] ?? 0;
  }

  idOf(value: Json | undefined): ValueId {
    return this.#ids.get(value) ?? -1;
  }

  /** Value numbers of the rows of a block; all absent where nothing was set. */
  block(index: number): Ids {
    const known = this.#blocks[index];
    if (known !== undefined) return known;
    const created = this.#isWide ? new Uint32Array(blockRows) : new Uint16Array(blockRows);
    this.#blocks[index] = created;
    return created;
  }

  idAt(row: RowNumber): ValueId {
    return this.block(row >>> blockShift)[row & (blockRows - 1)]!;
  }

  /** A row that is new to the column. False when the value cannot be held: the column is of no more use then. */
  add(row: RowNumber, value: Json | undefined): boolean {
    const id = this.#acquire(value);
    if (id < 0) return false;
    this.block(row >>> blockShift)[row & (blockRows - 1)] = id;
    return true;
  }

  change(row: RowNumber, value: Json | undefined): boolean {
    const before = this.idAt(row);
    if (this.#ids.get(value) === before) return true;
    const added = this.add(row, value);
    if (added) this.#release(before);
    return added;
  }

  remove(row: RowNumber): void {
    this.#release(this.idAt(row));
    this.block(row >>> blockShift)[row & (blockRows - 1)] = absentId;
  }

  get distinct(): number {
    return this.#ids.size;
  }

  get bytes(): number {
    return this.#blocks.length * blockRows * (this.#isWide ? 4 : 2) + this.#counts.byteLength + this.#ids.size * 64;
  }

  #acquire(value: Json | undefined): ValueId {
    if (typeof value === 'object' && value !== null && value !== someObject) return -1;
    const known = this.#ids.get(value);
    if (known !== undefined) {
      this.#counts[known]!++;
      return known;
    }
    const id = this.#free.pop() ?? this.values.length;
    if (id >= maximalDistinct) return -1;
    if (id > 0xffff && !this.#isWide) this.#widen();
    if (id >= this.#counts.length) this.#counts = grow(this.#counts);
    this.values[id] = value;
    this.#ids.set(value, id);
    this.#counts[id] = 1;
    this.#log(id);
    return id;
  }

  #log(id: ValueId): void {
    if (this.assigned.length > 4096 + 2 * this.#ids.size) {
      this.forgotten += this.assigned.length;
      this.assigned.length = 0;
    }
    this.assigned.push(id);
  }

  #release(id: ValueId): void {
    if (--this.#counts[id]! > 0 || id <= objectId) return;
    this.#ids.delete(this.values[id]);
    this.values[id] = undefined;
    this.#free.push(id);
  }

  #widen(): void {
    this.#isWide = true;
    for (const [index, block] of this.#blocks.entries()) this.#blocks[index] = Uint32Array.from(block);
  }
}

function grow(counts: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(counts.length * 2);
  next.set(counts);
  return next;
}
