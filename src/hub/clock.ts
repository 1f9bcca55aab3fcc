import type { Timestamp } from '../twin/twin.ts';

/** Where the hub gets its time from; tests fix it, the control command shifts it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

let latest = { at: Number.NaN, text: '' };

/** UTC with seven fractional digits, as the hub writes times in twins. hub-reference 2.4. */
export function timestamp(clock: Clock): Timestamp {
  const at = clock.now();
  // Many writes fall into one millisecond, and making the text takes one: 1 of a reported patch's 20 µs.
  if (at !== latest.at) latest = { at, text: `${new Date(at).toISOString().slice(0, -1)}0000Z` };
  return latest.text;
}
