import { type JsonObject, toBareObject } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { IdentityKey } from './identity.ts';
import { TwinArena } from './twin-arena.ts';
import type { TwinMap, Undo } from './twin-map.ts';
import { twinText } from './twin-text.ts';

/** Twins as text, so that a million fit; those used last are also kept as objects. */
export class PackedTwinMap implements TwinMap {
  readonly #slots = new Map<IdentityKey, number>();
  /** Whose slot it is. */
  readonly #keys: IdentityKey[] = [];
  readonly #free: number[] = [];
  readonly #arena = new TwinArena();
  readonly #recent = new RecentTwins();
  /** Updated and not packed yet: of twins written many times in a row only the last text is made. */
  readonly #fresh = new Map<IdentityKey, TwinState>();

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

  /** The twin's text, as `JSON.stringify` writes it; a view that stays as it is when the twin changes. */
  text(key: IdentityKey, guess = -1): Buffer | undefined {
    const fresh = this.#fresh.size === 0 ? undefined : this.#fresh.get(key);
    if (fresh !== undefined) return Buffer.from(twinText(fresh));
    return this.#keys[guess] === key ? this.#arena.read(guess) : this.#packed(key);
  }

  update(key: IdentityKey, twin: TwinState): Undo {
    const before = this.#fresh.get(key);
    this.#fresh.set(key, twin);
    return () => this.#refresh(key, before);
  }

  updateAgain(key: IdentityKey, twin: TwinState): void {
    this.#fresh.set(key, twin);
  }

  pack(key: IdentityKey, twin: TwinState, json: Buffer): Undo {
    if (this.#fresh.get(key) === twin) this.#fresh.delete(key);
    // Deleted in the meantime: the text is for the log alone.
    return this.#slots.has(key) ? this.set(key, twin, json) : () => undefined;
  }

  set(key: IdentityKey, twin: TwinState, json: Buffer): Undo {
    const before = this.#packed(key);
    this.load(key, json);
    this.#recent.set(key, twin, json.length);
    return () => this.#restore(key, before);
  }

  delete(key: IdentityKey): Undo {
    const [before, fresh] = [this.#packed(key), this.#fresh.get(key)];
    this.#remove(key);
    return () => {
      this.#restore(key, before);
      this.#refresh(key, fresh);
    };
  }

  load(key: IdentityKey, json: Buffer): void {
    this.#recent.delete(key);
    const known = this.#slots.get(key);
    const slot = known ?? this.#free.pop() ?? this.#slots.size;
    if (known === undefined) {
      this.#slots.set(key, slot);
      this.#keys[slot] = key;
    }
    this.#arena.write(slot, json, known === undefined);
  }

  *entries(): IterableIterator<[IdentityKey, TwinState]> {
    for (const [key, slot] of this.#slots) {
      yield [key, this.#fresh.get(key) ?? this.#recent.get(key) ?? parse(this.#arena.read(slot))];
    }
  }

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

  #refresh(key: IdentityKey, before: TwinState | undefined): void {
    if (before === undefined) this.#fresh.delete(key);
    else this.#fresh.set(key, before);
  }

  #restore(key: IdentityKey, before: Buffer | undefined): void {
    if (before === undefined) this.#remove(key);
    else this.load(key, before);
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

/** Bytes of text whose twins may be kept as objects, which take several times as much. */
const recentBytes = 4 * 2 ** 20;

/** The twins used last, the oldest dropped first. */
class RecentTwins {
  readonly #twins = new Map<IdentityKey, { readonly twin: TwinState; readonly bytes: number }>();
  #bytes = 0;

  get(key: IdentityKey): TwinState | undefined {
    return this.#twins.get(key)?.twin;
  }

  set(key: IdentityKey, twin: TwinState, bytes: number): void {
    this.delete(key);
    this.#twins.set(key, { twin, bytes });
    this.#bytes += bytes;
    for (const [oldest] of this.#twins) {
      if (this.#bytes <= recentBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: IdentityKey): void {
    const known = this.#twins.get(key);
    if (known === undefined) return;
    this.#twins.delete(key);
    this.#bytes -= known.bytes;
  }
}
