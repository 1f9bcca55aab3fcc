import { Block, blockRows, blockShift, noShape } from './block.ts';
import { PathTree } from './path-tree.ts';
import { RowWriter } from './row-writer.ts';
import { ShapeTable } from './shape-table.ts';
import { ValueStore } from './value-store.ts';

/** The number of a row: rows are numbered as they are created, no number is used twice. */
export type RowNumber = number;

export type RowChange = 'added' | 'changed' | 'removed';

/**
 * The values of many JSON documents, taken apart: four bytes per scalar, strings that repeat held once, member names
 * once per shape. A twin of 1.5 KB on the wire takes about 150 bytes here.
 */
export class RowTable {
  readonly values = new ValueStore();
  readonly paths = new PathTree();
  readonly shapes = new ShapeTable(this.paths);
  readonly #blocks: (Block | undefined)[] = [];
  readonly #keys: (string | undefined)[][] = [];
  readonly #rows = new Map<string, RowNumber>();
  readonly #writer = new RowWriter(this.paths, this.values);
  readonly #listeners: ((row: RowNumber, change: RowChange) => void)[] = [];
  #next: RowNumber = 0;

  /** Rows there are. */
  get size(): number {
    return this.#rows.size;
  }

  /** One more than the highest row number there ever was. */
  get limit(): RowNumber {
    return this.#next;
  }

  block(index: number): Block | undefined {
    return this.#blocks[index];
  }

  rowOf(key: string): RowNumber | undefined {
    return this.#rows.get(key);
  }

  /** Undefined when the row does not exist any more. */
  keyOf(row: RowNumber): string | undefined {
    return this.#keys[row >>> blockShift]?.[row & (blockRows - 1)];
  }

  onChange(listener: (row: RowNumber, change: RowChange) => void): void {
    this.#listeners.push(listener);
  }

  /** Creates or replaces a row; `write` names its members. */
  put(key: string, write: (row: RowWriter) => void): RowNumber {
    const writer = this.#writer;
    writer.begin();
    write(writer);
    const known = this.#rows.get(key);
    const row = known ?? this.#add(key);
    const block = this.#blocks[row >>> blockShift]!;
    const index = row & (blockRows - 1);
    const before = block.shapes[index]!;
    const shape = this.shapes.acquire(writer.entries, writer.entryCount);
    if (before !== noShape) this.#release(block, index, before);
    block.write(index, shape.id, writer.codes, writer.codeCount);
    for (const listener of this.#listeners) listener(row, known === undefined ? 'added' : 'changed');
    return row;
  }

  delete(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    const [blockIndex, index] = [row >>> blockShift, row & (blockRows - 1)];
    const block = this.#blocks[blockIndex]!;
    this.#release(block, index, block.shapes[index]!);
    block.erase(index);
    this.#rows.delete(key);
    this.#keys[blockIndex]![index] = undefined;
    for (const listener of this.#listeners) listener(row, 'removed');
    const isFull = this.#next > (blockIndex + 1) * blockRows;
    if (block.rows > 0 || !isFull) return;
    this.#blocks[blockIndex] = undefined;
    this.#keys[blockIndex] = [];
  }

  /** Bytes of the blocks; strings and doubles not counted. */
  get bytes(): number {
    return this.#blocks.reduce((sum, block) => sum + (block?.bytes ?? 0), 0);
  }

  #add(key: string): RowNumber {
    const row = this.#next++;
    const blockIndex = row >>> blockShift;
    this.#blocks[blockIndex] ??= new Block();
    this.#keys[blockIndex] ??= [];
    this.#keys[blockIndex][row & (blockRows - 1)] = key;
    this.#rows.set(key, row);
    return row;
  }

  #release(block: Block, index: number, shape: number): void {
    for (const code of block.codesOf(index)) this.values.release(code);
    this.shapes.release(shape);
  }
}
