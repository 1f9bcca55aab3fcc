import { expect, it } from 'vitest';
import { BackOff } from '../../src/clients/device/back-off.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';

it('waits longer with each failure, up to half a minute', () => {
  const backOff = new BackOff(new ManualTimers(), () => 1);
  const waits = Array.from({ length: 9 }, () => backOff.next());
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

it('spreads a hundred clients that lost one hub over half of the wait', () => {
  const waits = Array.from({ length: 100 }, () => {
    const backOff = new BackOff(new ManualTimers());
    for (let failure = 0; failure < 7; failure++) backOff.next();
    return backOff.next();
  });
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(15_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  const perSecond = Map.groupBy?.(waits, wait => Math.floor(wait / 1000)) ?? new Map();
  for (const [, together] of perSecond) expect(together.length).toBeLessThan(30);
});

it('begins anew after a connection that held, not after one that was lost at once', () => {
  const timers = new ManualTimers();
  const backOff = new BackOff(timers, () => 1);
  for (const expected of [250, 500, 1000]) {
    backOff.connected();
    timers.advance(200);
    expect(backOff.next()).toBe(expected);
  }
  backOff.connected();
  timers.advance(10_000);
  expect(backOff.next()).toBe(250);
});
