import { type JsonObject, toBareObject } from '../../lib/json.ts';
import type { ColumnLimits } from '../../query/engine/column-set.ts';
import { RowTable } from '../../query/engine/row-table.ts';
import { TableEngine } from '../../query/engine/table-engine.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { Connections } from '../context.ts';
import type { Faults } from '../faults/faults.ts';
import type { Feed, HubEventRecord } from '../feed.ts';
import type { HubState } from '../state/hub-state.ts';
import { type Identity, type IdentityKey, isModuleKey } from '../state/identity.ts';
import { twinDocumentJson } from '../twins/twin-json.ts';
import { Slices } from './slices.ts';
import { writeTwinRow } from './twin-row.ts';
import { TwinSource } from './twin-source.ts';

export type TwinIndexParts = {
  readonly state: HubState;
  readonly feed: Feed;
  readonly connections: Connections;
  readonly faults: Pick<Faults, 'indexLag'>;
};

/** A twin with the identity it mirrors. */
export type IndexedTwin = { readonly identity: Identity; readonly twin: TwinState };

/** A query makes the rows that are due first: a thousand took 2 to 11 ms. */
const mostDirty = 1000;
/** Milliseconds. */
const dirtyTime = 100;

/** A change that rows do not show yet. */
type Waiting = { readonly event: Change; readonly after: IndexedTwin | undefined; readonly due: number };
type Change = Extract<HubEventRecord, { type: 'twin' | 'lifecycle' }>;

/** The twins as queries see them: rows that follow the hub's feed, as far behind as the index lags. */
export class TwinIndex {
  readonly devices: TableEngine;
  readonly modules: TableEngine;
  /** The time of all queries and of the index itself. */
  readonly slices = new Slices(() => this.#isClosed);
  readonly #parts: TwinIndexParts;
  readonly #waiting: Waiting[] = [];
  /** What rows that wait still show, and how many changes they wait for. */
  readonly #stale = new Map<IdentityKey, { shown: IndexedTwin | undefined; changes: number }>();
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(key: IdentityKey) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  readonly #dirty = new Set<IdentityKey>();
  #dirtyTimer: NodeJS.Timeout | undefined;
  #isFilled = false;
  #isClosed = false;
  #filling: Promise<void> | undefined;

  constructor(parts: TwinIndexParts, limits?: ColumnLimits) {
    this.#parts = parts;
    this.devices = this.#engine(false, limits);
    this.modules = this.#engine(true, limits);
    this.#unsubscribe = [
      parts.feed.subscribe(event => this.#follow(event), 'changes'),
      // A row may have been made of what was not on disk yet.
      parts.state.onUndone(keys => keys.forEach(key => void this.#indexSoon(key))),
    ];
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#dirtyTimer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  engineOf(key: IdentityKey): TableEngine {
    return isModuleKey(key) ? this.modules : this.devices;
  }

  /** Resolves when all twins are indexed, and all changes that are old enough. Undefined when that is so already. */
  ready(): Promise<void> | undefined {
    if (!this.#isFilled) {
      this.#filling ??= this.#fill();
      return this.#filling;
    }
    this.#indexDirty();
    this.#applyDue();
    return undefined;
  }

  /** Calls after a row was brought up to date. */
  onIndexed(listener: (key: IdentityKey) => void): () => void {
    // What came before it is no news to it.
    this.#indexDirty();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What a row shows; undefined when there is nothing to show any more. */
  shown(key: IdentityKey): IndexedTwin | undefined {
    const stale = this.#stale.get(key);
    return stale === undefined ? this.#current(key) : stale.shown;
  }

  /** Whether the row shows the twin as it is in the state. */
  isCurrent(key: IdentityKey): boolean {
    return this.#stale.size === 0 || !this.#stale.has(key);
  }

  /** The whole twin as JSON text, as the index sees it. */
  documentJson(key: IdentityKey): string | undefined {
    const shown = this.shown(key);
    return shown && twinDocumentJson(shown.twin, shown.identity, this.#parts.connections.activity(key));
  }

  document(key: IdentityKey): JsonObject {
    const text = this.documentJson(key);
    return text === undefined ? {} : toBareObject(JSON.parse(text) as JsonObject);
  }

  #engine(isModules: boolean, limits: ColumnLimits | undefined): TableEngine {
    const { state, connections } = this.#parts;
    const table = new RowTable();
    const document = (key: IdentityKey) => this.document(key);
    return new TableEngine(table, new TwinSource({ table, state, connections, isModules, document }), limits);
  }

  /** What changes while the index is filled is indexed anew at the end. */
  async #fill(): Promise<void> {
    await this.slices.run(this.#fillSteps());
    this.#isFilled = true;
    this.#indexDirty();
  }

  *#fillSteps(): Generator<void, void> {
    for (const [key, twin] of this.#parts.state.entries('twin')) {
      const identity = this.#parts.state.get('identity', key);
      if (identity !== undefined) this.engineOf(key).table.put(key, row => writeTwinRow(row, identity, twin));
      yield;
    }
  }

  #follow(event: HubEventRecord): void {
    if (event.type !== 'twin' && event.type !== 'lifecycle') return;
    const { key } = event;
    const { indexLag } = this.#parts.faults;
    const isLate = indexLag > 0 || this.#waiting.length > 0;
    if (isLate) {
      if (this.#isFilled) {
        this.#indexDirty();
        this.#postpone(event, indexLag);
      } else this.#dirty.add(key);
      return;
    }
    // Rows are made in order of creation, also when an id was used before by the time somebody looks.
    if (event.type === 'lifecycle' && event.operation !== 'update') this.#dirty.delete(key);
    if (isDeath(event)) this.engineOf(key).table.delete(key);
    if (this.#listeners.size > 0 && this.#isFilled) this.#index(key);
    else this.#indexSoon(key);
  }

  /** Nobody looks until the next query: of a twin written many times in a while the row is made once. */
  #indexSoon(key: IdentityKey): void {
    this.#dirty.add(key);
    if (!this.#isFilled) return;
    if (this.#dirty.size >= mostDirty) this.#indexDirty();
    else this.#dirtyTimer ??= setTimeout(() => this.#indexDirty(), dirtyTime).unref();
  }

  #indexDirty(): void {
    if (!this.#isFilled || this.#isClosed) return;
    clearTimeout(this.#dirtyTimer);
    this.#dirtyTimer = undefined;
    for (const key of this.#dirty) this.#index(key);
    this.#dirty.clear();
  }

  #postpone(event: Change, lag: number): void {
    const { key } = event;
    this.#waiting.push({ event, after: this.#at(event, 'after'), due: performance.now() + lag });
    const stale = this.#stale.get(key);
    if (stale !== undefined) stale.changes++;
    else this.#stale.set(key, { shown: this.#at(event, 'before'), changes: 1 });
    this.#timer ??= setTimeout(() => this.#wake(), lag).unref();
  }

  /** Queries see what is due whenever they are run; who follows one has to be told. */
  #wake(): void {
    this.#timer = undefined;
    this.#applyDue();
    const [next] = this.#waiting;
    if (next !== undefined) this.#timer = setTimeout(() => this.#wake(), next.due - performance.now()).unref();
  }

  /** What a change leaves out is as it is now. */
  #at(event: Change, side: 'before' | 'after'): IndexedTwin | undefined {
    const now = this.#current(event.key);
    if (now === undefined) return undefined;
    if (event.type === 'twin') return { identity: now.identity, twin: event[side] };
    const identity = event[side];
    return identity && { identity, twin: now.twin };
  }

  /** Change by change: a twin that is written all the time is shown as far behind as any other. */
  #applyDue(): void {
    const now = performance.now();
    let count = 0;
    while (count < this.#waiting.length && this.#waiting[count]!.due <= now) count++;
    for (const { event, after } of this.#waiting.splice(0, count)) {
      const { key } = event;
      const stale = this.#stale.get(key)!;
      if (--stale.changes === 0) this.#stale.delete(key);
      else stale.shown = after;
      if (isDeath(event)) this.engineOf(key).table.delete(key);
      this.#index(key);
    }
  }

  #index(key: IdentityKey): void {
    const shown = this.shown(key);
    const { table } = this.engineOf(key);
    if (shown === undefined) table.delete(key);
    else table.put(key, row => writeTwinRow(row, shown.identity, shown.twin));
    for (const listener of this.#listeners) listener(key);
  }

  #current(key: IdentityKey): IndexedTwin | undefined {
    const { state } = this.#parts;
    const [identity, twin] = [state.get('identity', key), state.get('twin', key)];
    return identity && twin && { identity, twin };
  }
}

function isDeath(event: Change): boolean {
  return event.type === 'lifecycle' && event.operation === 'delete';
}
