import type { Timers } from '../../lib/timers.ts';

/** Milliseconds between a change and the evaluation it causes; further changes in between join in. */
const shortly = 50;
/** Milliseconds until an evaluation that failed is tried again. */
const retryAfter = 5_000;
/** Milliseconds between evaluations that nobody asked for. hub-reference 6.2. */
const period = 300_000;
/** An evaluation over many twins takes its time; this share of all time at most. */
const share = 0.1;

/** Evaluates when asked to and every now and then, never twice at once, and leaves the hub time for its clients. */
export class EvaluationSchedule {
  readonly #timers: Timers;
  readonly #evaluate: () => Promise<void>;
  #armed: { readonly due: number; readonly cancel: () => void } | undefined;
  #earliest = 0;
  #running = false;
  /** How long after the one that runs there is to be another one. */
  #again = period;
  #closed = false;

  constructor(timers: Timers, evaluate: () => Promise<void>) {
    this.#timers = timers;
    this.#evaluate = evaluate;
  }

  start(): void {
    this.#arm(period);
  }

  /** For an evaluation within so many milliseconds. */
  ask(wait = shortly): void {
    if (this.#running) this.#again = Math.min(this.#again, wait);
    else this.#arm(wait);
  }

  close(): void {
    this.#closed = true;
    this.#armed?.cancel();
  }

  /** The earlier of what was asked for counts. */
  #arm(wait: number): void {
    const now = this.#timers.now();
    const due = Math.max(now + wait, this.#earliest);
    if (this.#closed || (this.#armed !== undefined && this.#armed.due <= due)) return;
    this.#armed?.cancel();
    this.#armed = { due, cancel: this.#timers.after(due - now, () => void this.#run()) };
  }

  async #run(): Promise<void> {
    this.#armed = undefined;
    this.#running = true;
    this.#again = period;
    const began = this.#timers.now();
    try {
      await this.#evaluate();
    } catch {
      // The disk refused: the twins and their statuses still agree, the rest is done later.
      this.#again = retryAfter;
    }
    const ended = this.#timers.now();
    this.#earliest = ended + (ended - began) * (1 / share - 1);
    this.#running = false;
    this.#arm(this.#again);
  }
}
