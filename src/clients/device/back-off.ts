import { bounds } from '../../lib/bounds.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';

const first = 250;
const longest = bounds.clients.longestBackOff;

/**
 * Milliseconds to wait before the next attempt after so many failures: doubling, half of it at random so that many
 * devices which lost the same hub do not come back at once. `random` is 0 to 1.
 */
export function reconnectDelay(failures: number, random: number): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/** Milliseconds a connection must have held before its loss counts as the first again. */
const stable = 10_000;

/**
 * Waits that grow with each failure. A connection that is lost as soon as it is made is one more failure: otherwise two
 * clients that take one device's place from each other would do so several times a second.
 */
export class BackOff {
  readonly #timers: Timers;
  readonly #random: () => number;
  #failures = 0;
  #connectedAt: number | undefined;

  constructor(timers: Timers = systemTimers, random: () => number = Math.random) {
    this.#timers = timers;
    this.#random = random;
  }

  connected(): void {
    this.#connectedAt = this.#timers.now();
  }

  /** Somebody wants the connection now; what failed before does not count. */
  reset(): void {
    this.#failures = 0;
    this.#connectedAt = undefined;
  }

  /** Milliseconds until the next attempt, after one failed or the connection was lost. */
  next(): number {
    // If the clock was set back meanwhile, nothing is known of how long the connection has held.
    const held = this.#connectedAt === undefined ? 0 : Math.abs(this.#timers.now() - this.#connectedAt);
    if (held >= stable) this.#failures = 0;
    this.#connectedAt = undefined;
    return reconnectDelay(this.#failures++, this.#random());
  }
}
