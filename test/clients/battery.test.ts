import { expect, it } from 'vitest';
import { Battery } from '../../src/clients/simulated-device/battery.ts';
import { systemTimers, type Timers } from '../../src/lib/timers.ts';

it.each([
  [5, 5_000],
  [1e-9, 100],
  [1e308, 1_000_000_000],
  [3_000_000, 1_000_000_000],
])('an interval of %d s, which anybody may wish, is waited for %d ms', (seconds, milliseconds) => {
  const waits: number[] = [];
  const timers: Timers = {
    ...systemTimers,
    after: wait => {
      waits.push(wait);
      return () => {};
    },
  };
  const battery = new Battery({ timers, report: async () => 'kept' as never, changed: () => {} });
  battery.setInterval(seconds);
  expect(waits).toEqual([milliseconds]);
  expect(battery.interval).toBe(milliseconds / 1000);
});

it.each([0, -0, -1])('an interval of %d is none', seconds => {
  const battery = new Battery({ timers: systemTimers, report: async () => 'kept' as never, changed: () => {} });
  battery.setInterval(seconds);
  expect(battery.interval).toBeUndefined();
});
