import { type JsonObject, toBareObject } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { IdentityKey } from './identity.ts';
import { TwinArena } from './twin-arena.ts';
import { TwinCache } from './twin-cache.ts';
import { twinText } from './twin-text.ts';

/** Puts back what was before a change, but for its place in the order when it had been deleted. */
export type Undo = () => void;

/** Bytes of text whose twins may be kept as objects, which take several times as much. */
const recentLimits = { bytes: 4 * 2 ** 20 };
/** Twins whose text is made only when it is read, which takes about 20 us for 2.5 KB. */
const freshLimits = { bytes: 4 * 2 ** 20, count: 1000 };

/**
 * The twins of a hub in the order of their creation, as JSON text in UTF-8, so that a million fit; those used last are
 * also kept as objects.
 */
export class PackedTwinMap {
  readonly #slots = new Map<IdentityKey, number>();
  /** Whose slot it is. */
  readonly #keys: IdentityKey[] = [];
  readonly #free: number[] = [];
  readonly #arena = new TwinArena();
  /** As their texts are. */
  readonly #recent = new TwinCache(recentLimits);
  /** Newer than their texts: of a twin that reports again and again a text is made only when it is wanted. */
  readonly #fresh = new TwinCache(freshLimits, (key, twin) => this.#pack(key, twin));

  get size(): number {
    return this.#slots.size;
  }

  has(key: IdentityKey): boolean {
    return this.#slots.has(key);
  }

  get(key: IdentityKey): TwinState | undefined {
    const known = this.#fresh.get(key) ?? this.#recent.get(key);
    if (known !== undefined) return known;
    const text = this.#packed(key);
    if (text === undefined) return undefined;
    const twin = parse(text);
    this.#recent.set(key, twin, text.length);
    return twin;
  }

  /**
   * The twin's text, as `JSON.stringify` writes it; a view that stays as it is when the twin changes. `guess` is its
   * likely place in the order of creation: of a million twins, one that is guessed right is found without the map (23 to
   * 8 % of a page's time, bench/query).
   */
  text(key: IdentityKey, guess = -1): Buffer | undefined {
    const fresh = this.#fresh.size === 0 ? undefined : this.#fresh.get(key);
    if (fresh !== undefined) this.#pack(key, fresh);
    return this.#keys[guess] === key ? this.#arena.read(guess) : this.#packed(key);
  }

  /**
   * A twin that is there changes; its text is made when it is asked for. `bytes` is about what the change takes. Returns
   * whether the twin was at hand as an object that is newer than its text.
   */
  update(key: IdentityKey, twin: TwinState, bytes: number): boolean {
    if (this.#fresh.exchange(key, twin, bytes)) return true;
    this.#recent.delete(key);
    this.#fresh.set(key, twin, this.#packed(key)!.length + bytes);
    return false;
  }

  /** Undoes all updates in a row that are to come. */
  undoOfUpdate(key: IdentityKey): Undo {
    const before = this.get(key)!;
    return () => void this.update(key, before, 0);
  }

  /** `json` is the twin's text; it is copied. */
  set(key: IdentityKey, twin: TwinState, json: Buffer): Undo {
    const undo = this.#remembered(key);
    this.load(key, json);
    this.#recent.set(key, twin, json.length);
    return undo;
  }

  delete(key: IdentityKey): Undo {
    const undo = this.#remembered(key);
    this.#remove(key);
    return undo;
  }

  /** What was read from the disk; it is parsed when it is asked for. */
  load(key: IdentityKey, json: Buffer): void {
    this.#recent.delete(key);
    this.#fresh.delete(key);
    const known = this.#slots.get(key);
    const slot = known ?? this.#free.pop() ?? this.#slots.size;
    if (known === undefined) {
      this.#slots.set(key, slot);
      this.#keys[slot] = key;
    }
    this.#arena.write(slot, json, known === undefined);
  }

  /** Twins that are written while this is being read are seen as they were or as they are. */
  *entries(): IterableIterator<[IdentityKey, TwinState]> {
    for (const [key, slot] of this.#slots) {
      yield [key, this.#fresh.get(key) ?? this.#recent.get(key) ?? parse(this.#arena.read(slot))];
    }
  }

  /** As `entries`, as text: for snapshots and export. */
  *texts(): IterableIterator<[IdentityKey, Buffer]> {
    for (const key of this.#slots.keys()) yield [key, this.text(key)!];
  }

  /** Bytes outside the JavaScript heap. */
  get bytes(): number {
    return this.#arena.bytes;
  }

  #packed(key: IdentityKey): Buffer | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#arena.read(slot);
  }

  #pack(key: IdentityKey, twin: TwinState): void {
    this.load(key, Buffer.from(twinText(twin)));
    this.#recent.set(key, twin, this.#packed(key)!.length);
  }

  /** Puts back what is there now. */
  #remembered(key: IdentityKey): Undo {
    const [text, fresh] = [this.#packed(key), this.#fresh.get(key)];
    return () => {
      if (text === undefined) return this.#remove(key);
      this.load(key, text);
      if (fresh !== undefined) this.update(key, fresh, 0);
    };
  }

  #remove(key: IdentityKey): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#recent.delete(key);
    this.#fresh.delete(key);
    this.#slots.delete(key);
    this.#arena.free(slot);
    this.#keys[slot] = '';
    this.#free.push(slot);
  }
}

function parse(text: Buffer): TwinState {
  return toBareObject(JSON.parse(text.toString()) as JsonObject) as unknown as TwinState;
}
