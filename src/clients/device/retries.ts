import type { Timers } from '../../lib/timers.ts';
import type { WriteGuard } from '../write-guard.ts';
import { BackOff } from './back-off.ts';
import { Rivalry } from './rivalry.ts';

export type RetriesOptions = {
  readonly timers: Timers;
  readonly random: (() => number) | undefined;
  readonly guard: WriteGuard | undefined;
};

/** When a device tries to connect again: after a while that grows, and not while its session may change nothing. */
export class Retries {
  readonly #options: RetriesOptions;
  readonly #backOff: BackOff;
  readonly #rivalry: Rivalry;
  #cancel: () => void = () => {};

  constructor(options: RetriesOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.timers, options.random);
    this.#rivalry = new Rivalry(options.timers);
  }

  connected(): void {
    this.#backOff.connected();
    this.#rivalry.connected();
  }

  /** The connection was lost, or an attempt failed. Says whether it is no use to come back, since another client does. */
  failed(): boolean {
    return this.#rivalry.failed();
  }

  /** Forgets the attempt that is scheduled and all failures so far: somebody wants the connection now. */
  restart(): void {
    this.#cancel();
    this.#backOff.reset();
    this.#rivalry.claim();
  }

  cancel(): void {
    this.#cancel();
  }

  /**
   * Schedules `attempt`, replacing one already scheduled. Returns when it is due (ms since the epoch). If writing is
   * locked by then, calls `held` and waits for the unlock.
   */
  plan(attempt: () => void, held: () => void): number {
    // A connection that is lost while the twin is read fails twice; one attempt is enough.
    this.#cancel();
    const { timers, guard } = this.#options;
    const wait = this.#backOff.next();
    const due = () => {
      if (guard?.getSnapshot().locked !== true) return attempt();
      held();
      this.#cancel = guard.subscribe(() => {
        if (guard.getSnapshot().locked) return;
        this.#cancel();
        attempt();
      });
    };
    this.#cancel = timers.after(wait, due);
    return timers.now() + wait;
  }
}
