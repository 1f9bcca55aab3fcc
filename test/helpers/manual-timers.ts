import type { Timers } from '../../src/lib/timers.ts';

/** A clock that moves only when told to. */
export class ManualTimers implements Timers {
  #now: number;
  #due: { readonly at: number; readonly act: () => void }[] = [];

  constructor(now = Date.parse('2026-01-01T00:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.#now + milliseconds, act };
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter(other => other !== timer);
    };
  }

  get waiting(): number {
    return this.#due.length;
  }

  /** Moves on, calling what falls due in its order, what that starts included. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter(timer => timer !== next);
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }
}
