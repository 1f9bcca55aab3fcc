import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pacer } from '../../src/lib/pacer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pacer = () => new Pacer({ burst: 3, interval: 40, now: Date.now });

it('calls at once while little happens', () => {
  const paced = pacer();
  const called = vi.fn();
  for (let index = 1; index <= 3; index++) {
    paced.request(called);
    expect(called).toHaveBeenCalledTimes(index);
  }
});

it('keeps the pace while much happens, and ends with the last change', () => {
  const paced = pacer();
  let value = 0;
  const seen: number[] = [];
  const look = () => seen.push(value);
  for (let millisecond = 0; millisecond < 1000; millisecond++) {
    value++;
    paced.request(look);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(seen.length).toBeGreaterThan(24);
  expect(seen.length).toBeLessThanOrEqual(3 + 26);
  expect(seen.at(-1)).toBe(1000);
});

it('does together what is asked for meanwhile', () => {
  const paced = pacer();
  const [first, second] = [vi.fn(), vi.fn()];
  for (let index = 0; index < 3; index++) paced.request(() => {});
  paced.request(first);
  paced.request(second);
  paced.request(first);
  expect(first).not.toHaveBeenCalled();
  vi.advanceTimersByTime(40);
  expect(first).toHaveBeenCalledTimes(1);
  expect(second).toHaveBeenCalledTimes(1);
});

it('forgets what is cancelled', () => {
  const paced = pacer();
  const called = vi.fn();
  for (let index = 0; index < 3; index++) paced.request(() => {});
  paced.request(called);
  paced.cancel(called);
  vi.advanceTimersByTime(100);
  expect(called).not.toHaveBeenCalled();
});

it('has its burst back after a pause', () => {
  const paced = pacer();
  for (let index = 0; index < 3; index++) paced.request(() => {});
  vi.advanceTimersByTime(200);
  const called = vi.fn();
  paced.request(called);
  expect(called).toHaveBeenCalledTimes(1);
});
