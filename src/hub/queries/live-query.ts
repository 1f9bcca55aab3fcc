import type { TableEngine } from '../../query/engine/table-engine.ts';
import type { TableQuery } from '../../query/engine/table-query.ts';
import type { IdentityKey } from '../state/identity.ts';
import type { TwinIndex } from './twin-index.ts';

/** What happened to a row of the answer. */
export type LiveChange = { readonly key: IdentityKey; readonly change: 'entered' | 'changed' | 'left' };

/** Tells which twins begin to meet a query, change while they do, and cease to. TOP is not heeded. */
export class LiveQuery {
  readonly #index: TwinIndex;
  readonly #query: TableQuery;
  readonly #engine: TableEngine;
  readonly #keys = new Set<IdentityKey>();
  readonly #stop: () => void;

  constructor(index: TwinIndex, query: TableQuery, listener: (change: LiveChange) => void, engine: TableEngine) {
    this.#index = index;
    this.#query = query;
    this.#engine = engine;
    this.#stop = index.onIndexed(key => {
      const change = this.#changeOf(key);
      if (change !== undefined) listener({ key, change });
    });
  }

  /** Finds the rows there are now. */
  *begin(): Generator<void, void> {
    yield* this.#engine.find(this.#query, 0, row => this.#keys.add(this.#engine.table.keyOf(row)!).size > 0);
  }

  get keys(): ReadonlySet<IdentityKey> {
    return this.#keys;
  }

  close(): void {
    this.#stop();
  }

  #changeOf(key: IdentityKey): LiveChange['change'] | undefined {
    if (this.#index.engineOf(key) !== this.#engine) return undefined;
    const row = this.#engine.table.rowOf(key);
    const meets = row !== undefined && this.#engine.matches(this.#query, row);
    if (meets && this.#keys.has(key)) return 'changed';
    if (meets) {
      this.#keys.add(key);
      return 'entered';
    }
    return this.#keys.delete(key) ? 'left' : undefined;
  }
}
