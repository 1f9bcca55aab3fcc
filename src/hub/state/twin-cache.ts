import type { TwinState } from '../../twin/twin.ts';
import type { IdentityKey } from './identity.ts';

type Limits = { readonly bytes: number; readonly count?: number };
type Entry = { twin: TwinState; bytes: number };

/** Twins as objects; the oldest leave when all together take too much. `bytes` are those of a twin's text, about. */
export class TwinCache {
  readonly #entries = new Map<IdentityKey, Entry>();
  readonly #limits: Required<Limits>;
  readonly #leave: (key: IdentityKey, twin: TwinState) => void;
  #bytes = 0;

  /** `leave` is called for those that leave because of a limit. */
  constructor(limits: Limits, leave: (key: IdentityKey, twin: TwinState) => void = () => {}) {
    this.#limits = { count: Number.POSITIVE_INFINITY, ...limits };
    this.#leave = leave;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: IdentityKey): TwinState | undefined {
    return this.#entries.get(key)?.twin;
  }

  /** Adds the twin as the newest. */
  set(key: IdentityKey, twin: TwinState, bytes: number): void {
    this.delete(key);
    this.#entries.set(key, { twin, bytes });
    this.#bytes += bytes;
    this.#shrink();
  }

  /** Puts a newer state in the place of a twin, `bytes` longer than it; false when there is none. */
  exchange(key: IdentityKey, twin: TwinState, bytes: number): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    entry.twin = twin;
    entry.bytes += bytes;
    this.#bytes += bytes;
    this.#shrink();
    return true;
  }

  delete(key: IdentityKey): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  #shrink(): void {
    if (this.#bytes <= this.#limits.bytes && this.#entries.size <= this.#limits.count) return;
    for (const [oldest, { twin }] of this.#entries) {
      this.delete(oldest);
      this.#leave(oldest, twin);
      if (this.#bytes <= this.#limits.bytes && this.#entries.size <= this.#limits.count) return;
    }
  }
}
