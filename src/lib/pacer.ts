export type PacerOptions = {
  /** Calls at once after a pause, before the pace holds. */
  readonly burst: number;
  /** Milliseconds from one call to the next, once the burst is used up. */
  readonly interval: number;
  readonly now?: () => number;
};

/**
 * Calls back at once while little happens, and at a steady pace while much does: what is asked for meanwhile is done
 * together in the next call.
 */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #now: () => number;
  readonly #waiting = new Set<() => void>();
  /** The burst is a store of calls; it fills up by one each interval. */
  #calls: number;
  #at: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#calls = options.burst;
    this.#at = this.#now();
  }

  /** A callback that is waiting already is called once. */
  request(callback: () => void): void {
    this.#waiting.add(callback);
    if (this.#timer !== undefined) return;
    const wait = this.#wait();
    if (wait <= 0) this.#callAll();
    else this.#timer = setTimeout(() => this.#callAll(), wait);
  }

  cancel(callback: () => void): void {
    this.#waiting.delete(callback);
  }

  /** Milliseconds until the next call is allowed. */
  #wait(): number {
    const { burst, interval } = this.#options;
    const now = this.#now();
    this.#calls = Math.min(burst, this.#calls + (now - this.#at) / interval);
    this.#at = now;
    return (1 - this.#calls) * interval;
  }

  #callAll(): void {
    this.#timer = undefined;
    this.#calls--;
    const callbacks = [...this.#waiting];
    this.#waiting.clear();
    for (const callback of callbacks) callback();
  }
}
