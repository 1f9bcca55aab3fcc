import type { Json } from '../../lib/json.ts';
import { Column } from './column.ts';
import type { RowChange, RowNumber, RowTable } from './row-table.ts';

export type ColumnLimits = {
  /** Bytes all columns of a table may take together. */
  readonly bytes: number;
  /** A table with fewer rows is scanned quicker than a column is kept. */
  readonly rows: number;
  /** A column that none of so many queries used is dropped. */
  readonly queries: number;
};

const defaultColumnLimits: ColumnLimits = { bytes: 96 * 2 ** 20, rows: 1000, queries: 500 };

type Entry = {
  readonly key: string;
  readonly read: (row: RowNumber) => Json | undefined;
  readonly column: Column;
  /** Reading parses a document, so changed rows are read when the column is next used. */
  readonly stale: Set<RowNumber> | undefined;
  builtTo: RowNumber;
  isReady: boolean;
  usedAt: number;
};

/** Changed rows beyond which re-reading them costs more than learning anew. */
const maximalStale = 65_536;
const rowsPerStep = 4096;
const parsesPerStep = 64;

/** The columns of a table: learned for the paths queries use, kept current, dropped when unused or too many. */
export class ColumnSet {
  readonly #table: RowTable;
  readonly #limits: ColumnLimits;
  readonly #entries = new Map<string, Entry>();
  /** Paths whose values a column cannot hold, and since which query that is known. */
  readonly #refused = new Map<string, number>();
  #queries = 0;
  #version = 0;

  constructor(table: RowTable, limits: ColumnLimits = defaultColumnLimits) {
    this.#table = table;
    this.#limits = limits;
    table.onChange((row, change) => this.#follow(row, change));
  }

  /** Grows whenever a column becomes usable or is dropped. */
  get version(): number {
    return this.#version;
  }

  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + entry.column.bytes, 0);
  }

  get keys(): readonly string[] {
    return [...this.#entries.values()].filter(entry => entry.isReady).map(entry => entry.key);
  }

  /** A column that is ready, for use in a query. */
  column(key: string): Column | undefined {
    const entry = this.#entries.get(key);
    return entry?.isReady ? entry.column : undefined;
  }

  /** A query over these paths begins; what nobody used for long is dropped. */
  countQuery(keys: Iterable<string>): void {
    this.#queries++;
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry !== undefined) entry.usedAt = this.#queries;
    }
    for (const entry of this.#entries.values()) {
      if (this.#queries - entry.usedAt > this.#limits.queries) this.#drop(entry.key);
    }
    for (const [key, since] of this.#refused) if (this.#queries - since > 100) this.#refused.delete(key);
  }

  /** Brings columns over documents up to date with the rows that changed. Hands back control in between. */
  *refresh(keys: Iterable<string>): Generator<void, void> {
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (entry?.stale === undefined) continue;
      let steps = 0;
      for (const row of entry.stale) {
        entry.stale.delete(row);
        if (!entry.column.change(row, entry.read(row))) this.#refuse(key);
        if (++steps % parsesPerStep === 0) yield;
      }
    }
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#drop(key);
  }

  canLearn(key: string): boolean {
    return !this.#entries.has(key) && !this.#refused.has(key) && this.#table.size >= this.#limits.rows;
  }

  /** Builds the column of a path, unless there is one. Hands back control in between. */
  *learn(key: string, read: (row: RowNumber) => Json | undefined, parses: boolean): Generator<void, void> {
    if (!this.canLearn(key)) return;
    const stale = parses ? new Set<RowNumber>() : undefined;
    const entry: Entry = { key, read, column: new Column(), stale, builtTo: 0, isReady: false, usedAt: this.#queries };
    this.#entries.set(key, entry);
    const step = parses ? parsesPerStep : rowsPerStep;
    while (entry.builtTo < this.#table.limit) {
      const to = Math.min(entry.builtTo + step, this.#table.limit);
      for (; entry.builtTo < to; entry.builtTo++) {
        if (this.#table.keyOf(entry.builtTo) === undefined) continue;
        if (!entry.column.add(entry.builtTo, read(entry.builtTo))) return this.#refuse(key);
      }
      yield;
      if (this.#entries.get(key) !== entry) return;
    }
    entry.isReady = true;
    this.#version++;
    this.#makeRoom();
  }

  #makeRoom(): void {
    while (this.bytes > this.#limits.bytes && this.#entries.size > 0) {
      const [oldest] = [...this.#entries.values()].sort((a, b) => a.usedAt - b.usedAt);
      this.#drop(oldest!.key);
    }
  }

  #refuse(key: string): void {
    this.#refused.set(key, this.#queries);
    this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) entry.column.isKept = false;
    this.#entries.delete(key);
    this.#version++;
  }

  #follow(row: RowNumber, change: RowChange): void {
    for (const entry of this.#entries.values()) {
      if (!entry.isReady && row >= entry.builtTo) continue;
      if (!this.#followWith(entry, row, change)) this.#refuse(entry.key);
    }
  }

  #followWith({ column, stale, read }: Entry, row: RowNumber, change: RowChange): boolean {
    if (change === 'removed') {
      stale?.delete(row);
      column.remove(row);
      return true;
    }
    if (stale === undefined) return change === 'added' ? column.add(row, read(row)) : column.change(row, read(row));
    stale.add(row);
    return stale.size <= maximalStale && (change === 'changed' || column.add(row, undefined));
  }
}
