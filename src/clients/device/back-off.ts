const first = 250;
const longest = 30_000;

/**
 * Milliseconds to wait before the next attempt after so many failures: doubling, half of it at random so that many
 * devices which lost the same hub do not come back at once. `random` is 0 to 1.
 */
export function reconnectDelay(failures: number, random: number): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
