import type { Timers } from '../../lib/timers.ts';
import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';
import type { OperationFamily } from './faults.ts';
import type { Quota } from './quotas.ts';

/** How long an operation may wait for its turn before the hub gives up on it. The real figure is not known (inferred). */
const longestWait = 2_000;

/**
 * One allowance of a hub, shaped as the service does it: a burst is served at once, what exceeds it waits for its turn,
 * and what would wait too long is refused. hub-reference 7.
 */
export class Throttle {
  readonly #quota: Quota;
  readonly #timers: Timers;
  #tokens: number;
  #filledAt: number;

  constructor(quota: Quota, timers: Timers) {
    this.#quota = quota;
    this.#timers = timers;
    this.#tokens = quota.burst;
    this.#filledAt = timers.now();
  }

  /** Undefined when it is the operation's turn at once. Rejects with HubError 429 ThrottlingBacklogTimeout. */
  admit(family: OperationFamily, meter = 0): Promise<void> | undefined {
    this.#refill();
    const cost = this.#quota.meter === undefined ? 1 : Math.max(1, Math.ceil(meter / this.#quota.meter));
    const wait = Math.max(0, ((cost - this.#tokens) / this.#quota.rate) * 1000);
    if (wait > longestWait) return Promise.reject(throttled(family));
    // Below zero the tokens are the queue: each one that waits has taken its token in advance.
    this.#tokens -= cost;
    if (wait === 0) return undefined;
    return new Promise(resolve => this.#timers.after(Math.ceil(wait), resolve));
  }

  #refill(): void {
    const now = this.#timers.now();
    const earned = ((now - this.#filledAt) / 1000) * this.#quota.rate;
    this.#tokens = Math.min(this.#quota.burst, this.#tokens + Math.max(0, earned));
    this.#filledAt = now;
  }
}

/** 429 as the service words it. hub-reference 0.6 (live). */
export function throttled(family: OperationFamily): HubError {
  const text = `The request has been throttled. Wait 10 seconds and try again. Operation type: ${family}`;
  return hubError('ThrottlingBacklogTimeout', text);
}
