import type { Timestamp } from '../twin/twin.ts';

/** Where the hub gets its time from; tests fix it, the control command shifts it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

/** UTC with seven fractional digits, as the hub writes times in twins. hub-reference 2.4. */
export function timestamp(clock: Clock): Timestamp {
  return `${new Date(clock.now()).toISOString().slice(0, -1)}0000Z`;
}
