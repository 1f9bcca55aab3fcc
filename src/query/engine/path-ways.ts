import type { Json } from '../../lib/json.ts';
import type { ColumnSet } from './column-set.ts';
import { pathReader } from './path-reader.ts';
import { PathSlots } from './path-slots.ts';
import type { PathWay } from './row-access.ts';
import type { RowSource } from './row-source.ts';
import type { RowNumber, RowTable } from './row-table.ts';
import type { QueryPath } from './table-query.ts';

type Read = (row: RowNumber) => Json | undefined;
const maximalSlots = 256;

/** Decides how each path is reached: by a column, among the rows' own values, or by asking the source. */
export class PathWays {
  readonly #table: RowTable;
  readonly #source: RowSource;
  readonly #columns: ColumnSet;
  readonly #slots = new Map<string, PathSlots>();

  constructor(table: RowTable, source: RowSource, columns: ColumnSet) {
    this.#table = table;
    this.#source = source;
    this.#columns = columns;
  }

  way(path: QueryPath): PathWay {
    const column = this.#columns.column(path.key);
    return column === undefined ? this.#uncolumned(path) : { way: 'column', column };
  }

  ways(paths: readonly QueryPath[]): Map<string, PathWay> {
    return new Map(paths.map(path => [path.key, this.way(path)]));
  }

  /** The ways that see every change at once. */
  uncolumned(paths: readonly QueryPath[]): Map<string, PathWay> {
    return new Map(paths.map(path => [path.key, this.#uncolumned(path)]));
  }

  /** Reads single rows; `someObject` stands for an object held in the table. */
  reader({ key, segments }: QueryPath): Read {
    return this.#source.reader(segments)?.read ?? pathReader(this.#table, this.#slotsOf(key, segments));
  }

  /** How to learn a path; undefined where its values change without notice. */
  learner(path: QueryPath): { readonly read: Read; readonly parses: boolean } | undefined {
    const reader = this.#source.reader(path.segments);
    if (reader === undefined) return { read: this.reader(path), parses: false };
    return reader.isVolatile ? undefined : reader;
  }

  #uncolumned({ key, segments }: QueryPath): PathWay {
    const reader = this.#source.reader(segments);
    return reader === undefined ? { way: 'rows', slots: this.#slotsOf(key, segments) } : { way: 'reader', reader };
  }

  #slotsOf(key: string, segments: readonly string[]): PathSlots {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    if (this.#slots.size >= maximalSlots) this.#slots.delete(this.#slots.keys().next().value!);
    const created = new PathSlots(segments, this.#table.paths, this.#table.shapes);
    this.#slots.set(key, created);
    return created;
  }
}
