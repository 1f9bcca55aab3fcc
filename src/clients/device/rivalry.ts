import type { Timers } from '../../lib/timers.ts';

/** Milliseconds; a connection that held so long was not made in a fight for it. */
const settled = 10_000;
/** So many connections in a row, each lost soon after it was made, are a fight. */
const most = 3;

/**
 * Tells when another client has the same name: to a hub the newest connection is the one that counts, so that two which
 * come back by themselves would throw each other out for ever. A loss itself says nothing of its cause.
 */
export class Rivalry {
  readonly #timers: Timers;
  #connectedAt: number | undefined;
  #losses = 0;
  #limit = most;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Somebody asks for the connection: of two that fight for it, the one that was asked last bears one loss more. */
  claim(): void {
    this.#connectedAt = undefined;
    this.#losses = 0;
    this.#limit = most + 1;
  }

  connected(): void {
    this.#connectedAt = this.#timers.now();
  }

  /** The connection was lost, or an attempt failed. Says whether the device is to stay away. */
  failed(): boolean {
    const since = this.#connectedAt;
    this.#connectedAt = undefined;
    // A hub that cannot be reached, and a clock that was set back, are no rivals.
    const isSoon = since !== undefined && Math.abs(this.#timers.now() - since) < settled;
    if (!isSoon) {
      this.#losses = 0;
      if (since !== undefined) this.#limit = most;
      return false;
    }
    this.#losses += 1;
    return this.#losses >= this.#limit;
  }
}
