import { bareObject, type Json, type JsonObject } from '../../lib/json.ts';
import { pathKey } from '../compile/paths.ts';
import { blockRows } from './block.ts';
import type { Column } from './column.ts';
import { type ColumnLimits, ColumnSet } from './column-set.ts';
import { compileScan, type Scan } from './compile-scan.ts';
import { type Found, matchesRow, scanCandidates, scanRows, type Take } from './find-rows.ts';
import { type Group, Groups, groupRow } from './groups.ts';
import { PathWays } from './path-ways.ts';
import { accessOf, type Plan, planPath } from './plan.ts';
import { readMember } from './read-member.ts';
import type { RowSource } from './row-source.ts';
import type { RowNumber, RowTable } from './row-table.ts';
import { type QueryPath, queryPath, type TableQuery } from './table-query.ts';
import { someObject } from './value-store.ts';

/**
 * Answers queries over one table. What may take long is a generator that hands back control within a millisecond or
 * so; whoever runs it decides when other work goes first, and rows may change in between.
 */
export class TableEngine {
  readonly table: RowTable;
  readonly source: RowSource;
  readonly columns: ColumnSet;
  readonly #ways: PathWays;
  readonly #scans = new WeakMap<TableQuery, { readonly scan: Scan; readonly version: number }>();
  readonly #rowScans = new WeakMap<TableQuery, Scan>();

  constructor(table: RowTable, source: RowSource, limits?: ColumnLimits) {
    this.table = table;
    this.source = source;
    this.columns = new ColumnSet(table, limits);
    this.#ways = new PathWays(table, source, this.columns);
  }

  /** The rows from a number on that meet the condition, in order of creation, until `take` has enough. */
  *find(query: TableQuery, from: RowNumber, take: Take): Generator<void, Found> {
    if (query.deviceIds !== undefined) {
      const rows = query.deviceIds.flatMap(id => this.source.rowsOf(id)).filter(row => row >= from);
      return yield* scanCandidates(
        this.table,
        () => this.#scan(query),
        rows.sort((a, b) => a - b),
        take,
      );
    }
    const keys = [...query.conditionPaths, ...query.groupPaths].map(path => path.key);
    // Later pages are the same query still.
    if (from === 0) this.columns.countQuery(keys);
    yield* this.columns.refresh(keys);
    return yield* scanRows(this.table, () => this.#scan(query), { from, step: this.#step(query) }, take);
  }

  /** All groups of an aggregating query, in a fixed order. */
  *groups(query: TableQuery): Generator<void, { readonly groups: Group[]; readonly looked: number }> {
    const aggregates = (query.columns ?? []).flatMap(({ value }) => {
      if (value.kind !== 'aggregate') return [];
      return [{ aggregate: value, read: value.path && this.#reader(queryPath(value.path)) }];
    });
    const by = query.groupBy.map(path => this.#reader(path));
    const groups = new Groups(by, aggregates);
    const countsOnly = aggregates.every(({ aggregate }) => aggregate.name === 'COUNT');
    const looked =
      countsOnly && query.groupBy.length <= 1 ? yield* this.#count(query, groups) : yield* this.#gather(query, groups);
    return { groups: groups.sorted(), looked };
  }

  groupRow(group: Group, query: TableQuery): JsonObject {
    return groupRow(
      group,
      query.columns ?? [],
      query.groupBy.map(path => path.key),
    );
  }

  /** One row of the answer to a query that names members. */
  projection(query: TableQuery): (row: RowNumber) => JsonObject {
    const cells = (query.columns ?? []).flatMap(({ key, value }) => {
      if (value.kind !== 'path') return [];
      const path = queryPath(value);
      return [{ key, path, read: this.#ways.reader(path) }];
    });
    return row => {
      const result = bareObject();
      for (const { key, path, read } of cells) {
        const held = read(row);
        const cell: Json | undefined =
          held === someObject ? readMember(this.source.document(row), path.segments) : held;
        if (cell !== undefined) result[key] = cell;
      }
      return result;
    };
  }

  /** Reads one path of single rows; `someObject` stands for an object. */
  reader(segments: readonly string[]): (row: RowNumber) => Json | undefined {
    return this.#ways.reader({ key: pathKey(segments), segments });
  }

  /** Whether a row meets the condition now. Columns over documents lag behind changes, so none are used. */
  matches(query: TableQuery, row: RowNumber): boolean {
    const known = this.#rowScans.get(query);
    const scan = known ?? compileScan(query.where, this.table, this.#ways.uncolumned(query.conditionPaths));
    if (known === undefined) this.#rowScans.set(query, scan);
    return matchesRow(this.table, scan, row);
  }

  /** Whether `learn` would do anything. */
  wantsToLearn(query: TableQuery): boolean {
    return query.deviceIds === undefined && this.#learnable(query).some(({ key }) => this.columns.canLearn(key));
  }

  /** Learns columns for the paths a query used, if that pays. */
  *learn(query: TableQuery): Generator<void, void> {
    if (query.deviceIds !== undefined) return;
    for (const { key, read, parses } of this.#learnable(query)) yield* this.columns.learn(key, read, parses);
  }

  /** How a query would be answered now. */
  plan(query: TableQuery): Plan {
    const used = [...query.conditionPaths, ...query.groupPaths];
    const paths = [...this.#ways.ways(used)].map(([key, way]) => planPath(key, way));
    const [rowsInTable, columnBytes] = [this.table.size, this.columns.bytes];
    const isCounted = query.isAggregate && this.#isCounted(query);
    const access = query.deviceIds !== undefined ? 'look-up' : isCounted ? 'counts' : accessOf(paths, this.table);
    return { access, paths, rowsInTable, columnBytes };
  }

  #learnable(query: TableQuery) {
    return [...query.conditionPaths, ...query.groupPaths].flatMap(path => {
      const learner = this.#ways.learner(path);
      return learner === undefined ? [] : [{ key: path.key, read: learner.read, parses: learner.parses }];
    });
  }

  /** COUNT without a condition, over all rows or over the values of a column, is known without looking at rows. */
  #isCounted(query: TableQuery): boolean {
    const [by] = query.groupBy;
    if (query.where !== undefined || query.groupBy.length > 1) return false;
    if ((query.columns ?? []).some(({ value }) => value.kind === 'aggregate' && value.name !== 'COUNT')) return false;
    return by === undefined || this.columns.column(by.key) !== undefined;
  }

  *#count(query: TableQuery, groups: Groups): Generator<void, number> {
    yield* this.columns.refresh(query.groupPaths.map(path => path.key));
    const [by] = query.groupBy;
    const column = by && this.columns.column(by.key);
    if (this.#isCounted(query)) {
      this.columns.countQuery(query.groupPaths.map(path => path.key));
      if (column === undefined) groups.addMany([], this.table.size, 0);
      else for (const [id, value] of column.values.entries()) addCount(groups, value, column.count(id));
      return 0;
    }
    if (by === undefined) {
      let count = 0;
      const { looked } = yield* this.find(query, 0, () => ++count > 0);
      groups.addMany([], count, 0);
      return looked;
    }
    return column === undefined ? yield* this.#gather(query, groups) : yield* this.#countBy(query, column, groups);
  }

  /**
   * Counts by value number; numbers may change their meaning between steps, so each step's counts are taken over at its
   * end.
   */
  *#countBy(query: TableQuery, column: Column, groups: Groups): Generator<void, number> {
    const counts: number[] = [];
    const seen: number[] = [];
    const read = this.#reader(query.groupBy[0]!);
    const scan = this.find(query, 0, row => {
      if (!column.isKept) groups.addMany([read(row)], 1, row);
      else {
        const id = column.idAt(row);
        counts[id] = (counts[id] ?? 0) + 1;
        if (counts[id] === 1) seen.push(id);
      }
      return true;
    });
    for (;;) {
      const step = scan.next();
      for (const id of seen) addCount(groups, column.values[id], counts[id]!);
      for (const id of seen) counts[id] = 0;
      seen.length = 0;
      if (step.done) return step.value.looked;
      yield;
    }
  }

  *#gather(query: TableQuery, groups: Groups): Generator<void, number> {
    const { looked } = yield* this.find(query, 0, row => {
      groups.add(row);
      return true;
    });
    return looked;
  }

  #reader(path: QueryPath): (row: RowNumber) => Json | undefined {
    const column = this.columns.column(path.key);
    const read = this.#ways.reader(path);
    return column === undefined ? read : row => (column.isKept ? column.values[column.idAt(row)] : read(row));
  }

  #scan(query: TableQuery): Scan {
    const known = this.#scans.get(query);
    if (known?.version === this.columns.version) return known.scan;
    const scan = compileScan(query.where, this.table, this.#ways.ways(query.conditionPaths));
    this.#scans.set(query, { scan, version: this.columns.version });
    return scan;
  }

  /** Rows per step, so that a step stays under a millisecond or two. */
  #step(query: TableQuery): number {
    const readers = query.conditionPaths.map(path => this.#ways.way(path)).filter(way => way.way === 'reader');
    const groupReaders = query.groupPaths.map(path => this.source.reader(path.segments));
    const parses = [...readers.map(way => way.reader), ...groupReaders].some(reader => reader?.parses);
    return parses ? 64 : readers.length > 0 ? 1024 : blockRows;
  }
}

function addCount(groups: Groups, value: Json | undefined, count: number): void {
  if (count > 0) groups.addMany([value], count, 0);
}
