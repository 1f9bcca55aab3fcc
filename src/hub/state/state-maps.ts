import { type Json, toBare } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { Change, Kind, Kinds } from './hub-state.ts';
import type { IdentityKey } from './identity.ts';
import { ModuleIndex } from './module-index.ts';
import { PackedTwinMap, type Undo } from './packed-twin-map.ts';
import { parseReport, replayReport } from './twin-report.ts';

type PlainKind = Exclude<Kind, 'twin'>;

/** In an order in which a reader meets devices before what belongs to them. */
const kinds: readonly Kind[] = ['policy', 'authority', 'identity', 'twin', 'configuration', 'job', 'session'];

/** All that a hub keeps, in memory. Changes come with their undoing; nothing here knows of disks. */
export class StateMaps {
  readonly #twins = new PackedTwinMap();
  readonly #modules = new ModuleIndex();
  readonly #maps: { readonly [K in PlainKind]: Map<string, Kinds[K]> } = {
    identity: new Map(),
    policy: new Map(),
    configuration: new Map(),
    job: new Map(),
    authority: new Map(),
    session: new Map(),
  };

  get<K extends Kind>(kind: K, key: string): Kinds[K] | undefined {
    return this.#mapOf(kind).get(key) as Kinds[K] | undefined;
  }

  has(kind: Kind, key: string): boolean {
    return this.#mapOf(kind).has(key);
  }

  entries<K extends Kind>(kind: K): IterableIterator<[string, Kinds[K]]> {
    return this.#mapOf(kind).entries() as IterableIterator<[string, Kinds[K]]>;
  }

  count(kind: Kind): number {
    return this.#mapOf(kind).size;
  }

  twinText(key: IdentityKey, guess?: number): Buffer | undefined {
    return this.#twins.text(key, guess);
  }

  modulesOf(deviceId: string): readonly IdentityKey[] {
    return this.#modules.of(deviceId);
  }

  /** `json` is the value's text as it is written to disk. */
  apply(change: Change, json: Buffer): Undo {
    if (change.kind === 'twin') {
      const { key, value } = change;
      return value === undefined ? this.#twins.delete(key) : this.#twins.set(key, value, json);
    }
    const before = this.#maps[change.kind].get(change.key);
    this.#put(change.kind, change.key, change.value);
    return () => this.#put(change.kind, change.key, before);
  }

  /** Changes a twin that is there, without its text, by about so many bytes. Returns whether it was at hand. */
  updateTwin(key: IdentityKey, twin: TwinState, bytes: number): boolean {
    return this.#twins.update(key, twin, bytes);
  }

  /** Undoes all updates of the twin from now on. */
  undoOfUpdate(key: IdentityKey): Undo {
    return this.#twins.undoOfUpdate(key);
  }

  /** What was read from disk; undefined deletes. */
  load(kind: Kind, key: string, json: Buffer | undefined): void {
    if (kind !== 'twin')
      this.#put(kind, key, json && (toBare(JSON.parse(json.toString()) as Json) as Kinds[PlainKind]));
    else if (json === undefined) this.#twins.delete(key);
    else this.#twins.load(key, json);
  }

  /** A report that was read from disk. Returns as `updateTwin` does. */
  replay(key: IdentityKey, json: Buffer): boolean {
    const twin = replayReport(this.#twins.get(key), parseReport(json));
    return twin === undefined || this.#twins.update(key, twin, json.length);
  }

  /** Everything as text, kind by kind; what changes meanwhile may be seen as it was or as it is. */
  *texts(): IterableIterator<[Kind, string, Buffer | string]> {
    for (const kind of kinds) {
      if (kind === 'twin') for (const [key, json] of this.#twins.texts()) yield [kind, key, json];
      else for (const [key, value] of this.#maps[kind]) yield [kind, key, JSON.stringify(value)];
    }
  }

  #mapOf(kind: Kind): Pick<Map<string, unknown>, 'get' | 'has' | 'entries' | 'size'> {
    return kind === 'twin' ? this.#twins : this.#maps[kind];
  }

  #put(kind: PlainKind, key: string, value: Kinds[PlainKind] | undefined): void {
    const map: Map<string, unknown> = this.#maps[kind];
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    if (kind === 'identity') this.#modules.note(key, value !== undefined);
  }
}
