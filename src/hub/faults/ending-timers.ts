import type { Timers } from '../../lib/timers.ts';

type Waiting = { readonly cancel: () => void; readonly act: () => void };

/** Timers that come to an end: what waits then need not wait any longer, nor does what comes later. */
export class EndingTimers implements Timers {
  readonly #timers: Timers;
  readonly #waiting = new Set<Waiting>();
  #ended = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  now(): number {
    return this.#timers.now();
  }

  after(milliseconds: number, act: () => void): () => void {
    const cancel = this.#timers.after(this.#ended ? 0 : milliseconds, () => {
      this.#waiting.delete(waiting);
      act();
    });
    const waiting = { cancel, act };
    this.#waiting.add(waiting);
    return () => {
      this.#waiting.delete(waiting);
      cancel();
    };
  }

  end(): void {
    this.#ended = true;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const { cancel } of waiting) cancel();
    for (const { act } of waiting) act();
  }
}
