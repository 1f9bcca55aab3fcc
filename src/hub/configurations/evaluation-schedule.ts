import type { Timers } from '../../lib/timers.ts';

/** Milliseconds between a change and the evaluation it causes; further changes in between join in. */
const shortly = 50;
/** Milliseconds until an evaluation that failed is tried again. */
const retryAfter = 5_000;
/** An evaluation over many twins takes its time; this share of all time at most. */
const share = 0.1;

/** Calls `evaluate` shortly after it was asked to, never twice at once, and leaves the hub time for its clients. */
export class EvaluationSchedule {
  readonly #timers: Timers;
  readonly #evaluate: () => Promise<void>;
  #cancel: (() => void) | undefined;
  #earliest = 0;
  #running = false;
  #again = false;
  #closed = false;

  constructor(timers: Timers, evaluate: () => Promise<void>) {
    this.#timers = timers;
    this.#evaluate = evaluate;
  }

  ask(): void {
    if (this.#running) this.#again = true;
    else this.#arm(Math.max(shortly, this.#earliest - this.#timers.now()));
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #arm(wait: number): void {
    if (this.#closed || this.#cancel !== undefined) return;
    this.#cancel = this.#timers.after(wait, () => void this.#run());
  }

  async #run(): Promise<void> {
    this.#cancel = undefined;
    this.#running = true;
    const began = this.#timers.now();
    let failed = false;
    try {
      await this.#evaluate();
    } catch {
      // The disk refused: the twins and their statuses still agree, the rest is done later.
      failed = true;
    }
    const ended = this.#timers.now();
    this.#earliest = ended + (ended - began) * (1 / share - 1);
    this.#running = false;
    if (failed) this.#arm(retryAfter);
    else if (this.#again) this.#arm(Math.max(shortly, this.#earliest - ended));
    this.#again = false;
  }
}
