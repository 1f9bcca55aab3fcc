import { type JsonObject, toBareObject } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { IdentityKey } from './identity.ts';
import type { TwinMap, Undo } from './twin-map.ts';

/** Twins as objects: simple, and about ten times the memory of their text. */
export class PlainTwinMap implements TwinMap {
  readonly #twins = new Map<IdentityKey, TwinState>();

  get size(): number {
    return this.#twins.size;
  }

  get(key: IdentityKey): TwinState | undefined {
    return this.#twins.get(key);
  }

  set(key: IdentityKey, twin: TwinState): Undo {
    const before = this.#twins.get(key);
    this.#twins.set(key, twin);
    return () => this.#restore(key, before);
  }

  delete(key: IdentityKey): Undo {
    const before = this.#twins.get(key);
    this.#twins.delete(key);
    return () => this.#restore(key, before);
  }

  load(key: IdentityKey, json: Buffer): void {
    const twin = toBareObject(JSON.parse(json.toString()) as JsonObject);
    this.#twins.set(key, twin as unknown as TwinState);
  }

  entries(): IterableIterator<[IdentityKey, TwinState]> {
    return this.#twins.entries();
  }

  *texts(): IterableIterator<[IdentityKey, string]> {
    for (const [key, twin] of this.#twins) yield [key, JSON.stringify(twin)];
  }

  #restore(key: IdentityKey, before: TwinState | undefined): void {
    if (before === undefined) this.#twins.delete(key);
    else this.#twins.set(key, before);
  }
}
