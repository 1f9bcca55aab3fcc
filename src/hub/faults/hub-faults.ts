import { systemTimers, type Timers } from '../../lib/timers.ts';
import { EndingTimers } from './ending-timers.ts';
import type { Faults, OperationFamily, Tier } from './faults.ts';
import { quotaFor } from './quotas.ts';
import { seededRandom } from './seeded-random.ts';
import { Throttle, throttled } from './throttle.ts';

/** Every answer waits `milliseconds`, and up to `jitter` milliseconds more. */
export type Latency = { readonly milliseconds: number; readonly jitter: number };

export type FaultOptions = {
  readonly tier?: Tier;
  /** What the tier's quotas are multiplied with. */
  readonly units?: number;
  readonly latency?: Latency;
  readonly indexLag?: number;
  /** Makes the jitter repeat itself. */
  readonly seed?: string | undefined;
};

const noLatency: Latency = { milliseconds: 0, jitter: 0 };

/** The switches of one hub; all off unless options or the control command turn them on. */
export class HubFaults implements Faults {
  indexLag: number;
  diskBroken = false;
  /** Every quota counts as used up, whatever the tier: all that clients ask for is refused at once. */
  exhausted = false;
  readonly #timers: EndingTimers;
  readonly #random: (length: number) => Buffer;
  readonly #throttles = new Map<string, Throttle>();
  #tier: Tier;
  #units: number;
  #latency: Latency;

  /** `timers` is real time even when the hub's clock is fixed: waiting must come to an end. */
  constructor(options: FaultOptions = {}, timers: Timers = systemTimers) {
    this.#timers = new EndingTimers(timers);
    this.#random = seededRandom(options.seed);
    this.#tier = options.tier ?? 'off';
    this.#units = options.units ?? 1;
    this.#latency = options.latency ?? noLatency;
    this.indexLag = options.indexLag ?? 0;
  }

  get tier(): Tier {
    return this.#tier;
  }

  get units(): number {
    return this.#units;
  }

  get latency(): Latency {
    return this.#latency;
  }

  /** Allowances start full. */
  throttleAs(tier: Tier, units = 1): void {
    this.#tier = tier;
    this.#units = units;
    this.#throttles.clear();
  }

  answerAfter(latency: Latency): void {
    this.#latency = latency;
  }

  admit(family: OperationFamily, meter?: number): Promise<void> | undefined {
    // Jobs are the hub's own work: they go on.
    if (this.exhausted && family !== 'JobDevice') return Promise.reject(throttled(family));
    if (this.#tier === 'off') return undefined;
    const quota = quotaFor(family, this.#tier, this.#units);
    let throttle = this.#throttles.get(quota.shared);
    if (throttle === undefined) {
      throttle = new Throttle(quota, this.#timers);
      this.#throttles.set(quota.shared, throttle);
    }
    return throttle.admit(family, meter);
  }

  delay(): Promise<void> | undefined {
    const { milliseconds, jitter } = this.#latency;
    if (milliseconds === 0 && jitter === 0) return undefined;
    const wait = milliseconds + (jitter * this.#random(4).readUInt32BE()) / 2 ** 32;
    return new Promise(resolve => this.#timers.after(wait, resolve));
  }

  /** Nothing waits any longer: what was held up goes on at once, to be answered before the hub's doors close. */
  close(): void {
    this.#timers.end();
  }
}
