import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EvaluationSchedule } from '../../../src/hub/configurations/evaluation-schedule.ts';
import { ManualTimers } from '../../helpers/manual-timers.ts';

function schedule(evaluate: (timers: ManualTimers) => Promise<void> = async () => {}) {
  const timers = new ManualTimers();
  const runs: number[] = [];
  const start = timers.now();
  const made = new EvaluationSchedule(timers, () => {
    runs.push(timers.now() - start);
    return evaluate(timers);
  });
  const pass = async (milliseconds: number) => {
    timers.advance(milliseconds);
    await turn();
  };
  return { schedule: made, runs, pass };
}

describe('configurations are evaluated', () => {
  it('shortly after a change, once for all that came in between', async () => {
    const { schedule: asked, runs, pass } = schedule();
    asked.ask();
    await pass(30);
    asked.ask();
    await pass(1000);
    expect(runs).toEqual([50]);
  });

  it('every five minutes without being asked, and sooner when asked', async () => {
    const { schedule: started, runs, pass } = schedule();
    started.start();
    await pass(300_000);
    await pass(300_000);
    started.ask();
    await pass(300_000);
    expect(runs).toEqual([300_000, 600_000, 600_050]);
  });

  it('again when asked while one runs, never twice at once', async () => {
    const ends: (() => void)[] = [];
    const { schedule: busy, runs, pass } = schedule(() => new Promise(resolve => ends.push(resolve)));
    busy.ask();
    await pass(50);
    busy.ask();
    await pass(500);
    expect(runs).toEqual([50]);
    ends[0]!();
    await pass(0);
    // An evaluation that took half a second leaves the hub nine times as much for its clients.
    await pass(4_500);
    expect(runs).toEqual([50, 5_050]);
  });

  it('again after five seconds when the disk refused', async () => {
    const { schedule: failing, runs, pass } = schedule(() => Promise.reject(new Error('no space is left')));
    failing.ask();
    await pass(50);
    await pass(5_000);
    expect(runs).toEqual([50, 5_050]);
  });

  it('not any more once it is closed', async () => {
    const { schedule: closed, runs, pass } = schedule();
    closed.start();
    closed.ask();
    closed.close();
    await pass(600_000);
    expect(runs).toEqual([]);
  });
});
