import { bounds } from '../../lib/bounds.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import type { Clock } from '../clock.ts';
import { argumentInvalid } from '../hub-error.ts';

type Alarm = { readonly at: number; readonly ring: () => void };

/** `setTimeout` counts no further than 2^31 - 1 ms; a longer wait is cut into pieces. */
const longestTimer = 2 ** 31 - 1;

const { earliest, latest } = bounds.hub.clock;

/**
 * The hub's time: the system's, or shifted, or standing still. What waits for an hour of it (a job's start, the end of
 * its run) rings when this clock gets there, be it by itself or by being moved.
 */
export class HubClock implements Clock, Timers {
  readonly #timers: Timers;
  readonly #alarms = new Set<Alarm>();
  #shift = 0;
  #fixedAt: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(fixedAt?: number, timers: Timers = systemTimers) {
    this.#timers = timers;
    this.#fixedAt = fixedAt === undefined ? undefined : writable(fixedAt);
  }

  now(): number {
    return this.#fixedAt ?? this.#timers.now() + this.#shift;
  }

  get fixed(): boolean {
    return this.#fixedAt !== undefined;
  }

  /** Stands still at this time. Throws HubError 400 where it is none, or none that can be written. */
  fix(at: number): void {
    this.#fixedAt = writable(at);
    this.#rearm();
  }

  /** Goes on by so many milliseconds at once, whether it stands still or not. Throws as `fix` does. */
  advance(milliseconds: number): void {
    writable(this.now() + milliseconds);
    if (this.#fixedAt === undefined) this.#shift += milliseconds;
    else this.#fixedAt += milliseconds;
    this.#rearm();
  }

  /** Follows the system's time again, without a shift. */
  release(): void {
    this.#fixedAt = undefined;
    this.#shift = 0;
    this.#rearm();
  }

  after(milliseconds: number, act: () => void): () => void {
    const alarm = { at: this.now() + milliseconds, ring: act };
    this.#alarms.add(alarm);
    this.#rearm();
    return () => {
      this.#alarms.delete(alarm);
      if (this.#alarms.size === 0) this.#rearm();
    };
  }

  #rearm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#alarms.size === 0) return;
    const next = Math.min(...[...this.#alarms].map(alarm => alarm.at));
    const wait = next - this.now();
    if (wait > 0 && this.fixed) return;
    this.#cancel = this.#timers.after(Math.min(Math.max(0, wait), longestTimer), () => this.#ring());
  }

  #ring(): void {
    const due = [...this.#alarms].filter(alarm => alarm.at <= this.now()).sort((one, other) => one.at - other.at);
    for (const alarm of due) this.#alarms.delete(alarm);
    this.#rearm();
    for (const alarm of due) alarm.ring();
  }
}

/** A time that cannot be written would break every answer there is, that to the command which mends it, too. */
function writable(at: number): number {
  if (at >= earliest && at <= latest) return at;
  throw argumentInvalid(`the clock cannot stand at ${at} ms since 1970, only in the years 1 to 9999`);
}
