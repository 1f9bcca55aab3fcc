import type { JsonObject } from '../../lib/json.ts';
import type { Timers } from '../../lib/timers.ts';
import type { ReportOutcome } from '../device/device-snapshot.ts';

export type BatteryOptions = {
  readonly timers: Timers;
  readonly report: (patch: JsonObject) => Promise<ReportOutcome>;
  readonly changed: () => void;
};

const historyLength = 32;
/** Percent lost from one report to the next. */
const drain = 1;

/** Seconds: a hub can be flooded with reports, and a timer that is longer fires at once. */
const [shortest, longest] = [0.1, 1_000_000];

/** A battery that drains by a percent a report and is charged when empty. */
export class Battery {
  readonly #options: BatteryOptions;
  #level = 100;
  #history: readonly number[] = [100];
  #interval: number | undefined;
  #cancel: () => void = () => {};

  constructor(options: BatteryOptions) {
    this.#options = options;
  }

  get level(): number {
    return this.#level;
  }
  get history(): readonly number[] {
    return this.#history;
  }
  /** Seconds. */
  get interval(): number | undefined {
    return this.#interval;
  }

  set(percent: number): Promise<ReportOutcome> {
    this.#take(Math.max(0, Math.min(100, Math.round(percent))));
    return this.#options.report({ battery: this.#level });
  }

  /** From now on the battery is reported every so many seconds, as far as that can be done. */
  setInterval(seconds: number): void {
    this.#interval = seconds > 0 ? Math.min(longest, Math.max(shortest, seconds)) : undefined;
    this.#cancel();
    this.#schedule();
    this.#options.changed();
  }

  restore(level: number): void {
    if (level !== this.#level) this.#take(level);
  }

  close(): void {
    this.#cancel();
  }

  #schedule(): void {
    if (this.#interval === undefined) return;
    this.#cancel = this.#options.timers.after(this.#interval * 1000, () => {
      void this.set(this.#level <= drain ? 100 : this.#level - drain);
      this.#schedule();
    });
  }

  #take(level: number): void {
    this.#level = level;
    this.#history = [...this.#history.slice(1 - historyLength), level];
    this.#options.changed();
  }
}
