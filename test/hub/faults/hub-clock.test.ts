import { describe, expect, it } from 'vitest';
import { HubClock } from '../../../src/hub/faults/hub-clock.ts';
import { ManualTimers } from '../../helpers/manual-timers.ts';

const noon = Date.parse('2026-05-01T12:00:00Z');

function clockWithAlarms(fixedAt?: number) {
  const timers = new ManualTimers(noon);
  const clock = new HubClock(fixedAt, timers);
  const rung: string[] = [];
  return { timers, clock, rung, alarm: (name: string, wait: number) => clock.after(wait, () => rung.push(name)) };
}

describe('the hub clock', () => {
  it('follows the system and rings in order', () => {
    const { timers, rung, alarm } = clockWithAlarms();
    alarm('late', 2_000);
    alarm('early', 1_000);
    timers.advance(1_500);
    expect(rung).toEqual(['early']);
    timers.advance(500);
    expect(rung).toEqual(['early', 'late']);
  });

  it('stands still where it is fixed, however long the system waits', () => {
    const { timers, clock, rung, alarm } = clockWithAlarms(noon);
    alarm('job', 1_000);
    timers.advance(3_600_000);
    expect([clock.now(), rung]).toEqual([noon, []]);
  });

  it('rings what a jump passes over', () => {
    const { timers, clock, rung, alarm } = clockWithAlarms(noon);
    alarm('second', 60_000);
    alarm('first', 30_000);
    clock.advance(61_000);
    timers.advance(0);
    expect([clock.now(), rung]).toEqual([noon + 61_000, ['first', 'second']]);
  });

  it('goes on after a jump and returns to the system when released', () => {
    const { timers, clock } = clockWithAlarms();
    clock.advance(5_000);
    timers.advance(1_000);
    expect(clock.now()).toBe(noon + 6_000);
    clock.fix(0);
    clock.release();
    expect(clock.now()).toBe(timers.now());
  });

  it('waits longer than one timer of the system can', () => {
    const { timers, rung, alarm } = clockWithAlarms();
    const month = 31 * 24 * 3_600_000;
    alarm('job', month);
    timers.advance(month - 1);
    expect(rung).toEqual([]);
    timers.advance(1);
    expect(rung).toEqual(['job']);
  });

  it('stays where it is when it is sent to a time that cannot be written', () => {
    for (const fixedAt of [undefined, noon]) {
      const { clock } = clockWithAlarms(fixedAt);
      for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, Date.parse('+010000-01-01T00:00:00Z')]) {
        expect(() => clock.fix(at)).toThrow('the clock cannot stand at');
        expect(() => clock.advance(at - noon)).toThrow('the clock cannot stand at');
      }
      expect([clock.now(), clock.fixed]).toEqual([noon, fixedAt !== undefined]);
    }
    expect(() => clockWithAlarms(Number.NaN)).toThrow('the clock cannot stand at');
  });

  it('forgets an alarm that is called off', () => {
    const { timers, rung, alarm } = clockWithAlarms();
    alarm('job', 1_000)();
    timers.advance(2_000);
    expect([rung, timers.waiting]).toEqual([[], 0]);
  });
});
