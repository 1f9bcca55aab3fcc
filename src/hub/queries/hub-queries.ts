import { randomBytes } from 'node:crypto';
import { bounds } from '../../lib/bounds.ts';
import type { ColumnLimits } from '../../query/engine/column-set.ts';
import type { RowNumber } from '../../query/engine/row-table.ts';
import { TableCatalogue } from '../../query/engine/table-catalogue.ts';
import type { TableEngine } from '../../query/engine/table-engine.ts';
import type { TableQuery } from '../../query/engine/table-query.ts';
import type { DeviceJobRows, Queries, QueryPage, QueryRequest } from '../context.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { IdentityKey } from '../state/identity.ts';
import { type Continuation, readContinuation, writeContinuation } from './continuation.ts';
import { groupPage } from './group-page.ts';
import { selectJobs } from './job-rows.ts';
import { type LiveChange, LiveQuery } from './live-query.ts';
import { type Explanation, type KnownPath, knownPaths, type LocalQueries } from './local-queries.ts';
import { PageWriter } from './page-writer.ts';
import { PreparedQueries, type PreparedQuery } from './prepared-query.ts';
import { RecentRows } from './recent-rows.ts';
import { TwinIndex, type TwinIndexParts } from './twin-index.ts';

/** As many as the service gives at most; more is not refused but not given either. hub-reference 5.1. */
const largestPage = bounds.query.pageRows;

export type HubQueriesParts = TwinIndexParts & {
  readonly jobs: DeviceJobRows;
};

export class HubQueries implements Queries, LocalQueries {
  readonly index: TwinIndex;
  readonly #parts: HubQueriesParts;
  /** Tells runs of the hub apart. */
  readonly #epoch = randomBytes(6).toString('base64url');
  readonly #prepared = new PreparedQueries();
  readonly #learning = new Set<TableQuery>();
  readonly #recentDevices: RecentRows;
  readonly #recentModules: RecentRows;
  /** What rows of the page before took, and a quarter more. */
  #bytesPerRow = 256;

  constructor(parts: HubQueriesParts, limits?: ColumnLimits) {
    this.#parts = parts;
    this.index = new TwinIndex(parts, limits);
    this.#recentDevices = new RecentRows(this.index.devices.table);
    this.#recentModules = new RecentRows(this.index.modules.table);
  }

  /** Begins to index the twins there are; queries wait for it. */
  start(): void {
    // Who asks first gets the error, if there is one.
    this.index.ready()?.catch(() => {});
  }

  close(): void {
    this.index.close();
  }

  async run({ text, pageSize, continuation }: QueryRequest): Promise<QueryPage> {
    if (pageSize !== undefined && pageSize < 1) throw argumentInvalid('x-ms-max-item-count must be a number from 1');
    const prepared = this.#prepared.query(text);
    const from = continuation === undefined ? { at: 0 } : readContinuation(this.#epoch, text, continuation);
    const size = Math.min(pageSize ?? largestPage, largestPage, from.left ?? prepared.query.top ?? largestPage);
    const page = await this.#settled(() => this.#page(prepared, from, size));
    const left = from.left ?? prepared.query.top;
    const rest = left === undefined ? undefined : left - page.rows;
    const hasMore = page.next !== undefined && rest !== 0;
    return {
      itemType: page.itemType,
      body: page.body,
      rows: page.rows,
      continuation: hasMore ? writeContinuation(this.#epoch, text, { ...page.next!, left: rest }) : undefined,
    };
  }

  async select(condition: string): Promise<readonly IdentityKey[]> {
    const { from, query } = this.#prepared.condition(condition);
    return this.#settled(async () => {
      const engine = this.#engine(from);
      const keys: IdentityKey[] = [];
      await this.#inSlices(engine.find(query, 0, row => keys.push(engine.table.keyOf(row)!) > 0));
      this.#learn(engine, query);
      return keys;
    });
  }

  /** Runs a query to its last row and says how. */
  async explain(text: string): Promise<Explanation> {
    const { from, query } = this.#prepared.query(text);
    await this.index.ready();
    const engine = this.#engine(from);
    const plan = engine.plan(query);
    const began = performance.now();
    const limit = query.top ?? Number.POSITIVE_INFINITY;
    let rowsFound = 0;
    let rowsLookedAt: number;
    if (query.isAggregate) {
      const { groups, looked } = await this.#inSlices(engine.groups(query));
      [rowsFound, rowsLookedAt] = [Math.min(groups.length, limit), looked];
    } else {
      const { looked } = await this.#inSlices(engine.find(query, 0, () => ++rowsFound < limit));
      rowsLookedAt = looked;
    }
    const milliseconds = performance.now() - began;
    this.#learn(engine, query);
    return { ...plan, rowsFound, rowsLookedAt, milliseconds };
  }

  /** Follows which twins meet a query from now on; aggregates and jobs cannot be followed. Rejects with HubError 400. */
  async watch(text: string, listener: (change: LiveChange) => void): Promise<LiveQuery> {
    const { from, query } = this.#prepared.query(text);
    if (from === 'devices.jobs' || query.isAggregate)
      throw argumentInvalid('only queries for single twins can be followed');
    await this.index.ready();
    const live = new LiveQuery(this.index, query, listener, this.#engine(from));
    await this.#inSlices(live.begin());
    return live;
  }

  async catalogue(): Promise<readonly KnownPath[]> {
    await this.index.ready();
    const engine = this.index.devices;
    return this.#inSlices(knownPaths(new TableCatalogue(engine)));
  }

  async #page(prepared: PreparedQuery, from: Continuation, size: number): Promise<Page> {
    const { query } = prepared;
    if (prepared.from === 'devices.jobs') return this.#jobPage(query, from, size);
    const engine = this.#engine(prepared.from);
    if (query.isAggregate) {
      const { groups } = await this.#inSlices(engine.groups(query));
      this.#learn(engine, query);
      return groupPage(groups, group => engine.groupRow(group, query), { from, size });
    }
    const rows: number[] = [];
    await this.#inSlices(engine.find(query, from.at, row => rows.push(row) <= size));
    this.#learn(engine, query);
    const next = rows.length > size ? { at: rows.pop()! } : undefined;
    return { ...this.#write(engine, query, rows), next };
  }

  #write(engine: TableEngine, query: TableQuery, rows: readonly number[]): Omit<Page, 'next'> {
    const writer = new PageWriter(this.#bytesPerRow * rows.length + 64);
    const project = query.columns && engine.projection(query);
    const recent = this.#recentRows(engine);
    for (const row of rows) {
      const key = engine.table.keyOf(row);
      if (key === undefined) continue;
      if (project === undefined) this.#writeTwin(writer, key, row, recent);
      else writer.row(JSON.stringify(project(row)));
    }
    const body = writer.end();
    if (rows.length > 0) this.#bytesPerRow = Math.ceil((body.length / rows.length) * 1.25);
    return { itemType: project === undefined ? 'Twin' : 'Raw', rows: writer.rows, body };
  }

  /** What was read may be newer than the disk: it is told when the disk has it, and read again when it was undone. */
  async #settled<T>(read: () => Promise<T>): Promise<T> {
    const { state } = this.#parts;
    for (;;) {
      await this.index.ready();
      const result = await read();
      const pending = [state.settled('twin'), state.settled('identity')].filter(promise => promise !== undefined);
      if (pending.length === 0) return result;
      const outcomes = await Promise.allSettled(pending);
      if (outcomes.every(({ status }) => status === 'fulfilled')) return result;
    }
  }

  /** Undefined while something is not on disk yet: what is undone is told to nobody, so rows made of it would stay. */
  #recentRows(engine: TableEngine): RecentRows | undefined {
    const { state } = this.#parts;
    if (state.settled('twin') !== undefined || state.settled('identity') !== undefined) return undefined;
    return engine === this.index.modules ? this.#recentModules : this.#recentDevices;
  }

  #writeTwin(writer: PageWriter, key: IdentityKey, row: RowNumber, recent: RecentRows | undefined): void {
    const { state, connections } = this.#parts;
    if (this.index.isCurrent(key)) {
      const activity = connections.activity(key);
      const known = recent?.get(row, activity);
      if (known !== undefined) return writer.written(known);
      const [identity, text] = [state.get('identity', key), state.twinText(key, row)];
      if (identity === undefined) return;
      const written = text && writer.storedTwin(text, identity, activity);
      if (written !== undefined) return recent?.set(row, activity, written);
    }
    const document = this.index.documentJson(key);
    if (document !== undefined) writer.row(document);
  }

  #jobPage(query: TableQuery, { at }: Continuation, size: number): Page {
    const writer = new PageWriter();
    let [index, next] = [0, -1];
    for (const row of selectJobs(query, this.#parts.jobs.rows())) {
      if (index++ < at) continue;
      if (writer.rows === size) {
        next = index - 1;
        break;
      }
      writer.row(JSON.stringify(row));
    }
    return { itemType: 'DeviceJob', rows: writer.rows, body: writer.end(), next: next < 0 ? undefined : { at: next } };
  }

  #engine(from: PreparedQuery['from']): TableEngine {
    return from === 'devices.modules' ? this.index.modules : this.index.devices;
  }

  /** Columns are learned behind the answer's back. */
  #learn(engine: TableEngine, query: TableQuery): void {
    if (this.#learning.has(query) || !engine.wantsToLearn(query)) return;
    this.#learning.add(query);
    const done = () => void this.#learning.delete(query);
    this.#inSlices(engine.learn(query)).then(done, done);
  }

  #inSlices<T>(steps: Iterator<void, T>): Promise<T> {
    return this.index.slices.run(steps);
  }
}

export type Page = Omit<QueryPage, 'continuation'> & { readonly next: Continuation | undefined };
