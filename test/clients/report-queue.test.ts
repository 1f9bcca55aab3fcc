import { describe, expect, it } from 'vitest';
import { ReportQueue } from '../../src/clients/device/report-queue.ts';

const report = (patch: { [key: string]: number | null | { [key: string]: number } }) => ({ patch, waiters: [] });

describe('reports that wait', () => {
  it('become one patch in which the later value counts', () => {
    const queue = new ReportQueue();
    queue.add(report({ battery: 80, channel: 1 }));
    queue.add(report({ battery: 79 }));
    expect(queue.patches).toEqual([{ battery: 79, channel: 1 }]);
  });

  it('stay apart and in order where one patch could not do the same', () => {
    const queue = new ReportQueue();
    queue.add(report({ firmware: null }));
    queue.add(report({ firmware: { progress: 0 } }));
    expect(queue.patches).toEqual([{ firmware: null }, { firmware: { progress: 0 } }]);
  });

  it('that were lost on their way go before those that came meanwhile', () => {
    const queue = new ReportQueue();
    queue.add(report({ battery: 80 }));
    const lost = queue.take()!;
    queue.add(report({ battery: 79 }));
    queue.putBack(lost);
    expect(queue.patches).toEqual([{ battery: 79 }]);
  });

  it('tell those who wait once that they are kept', async () => {
    const queue = new ReportQueue();
    const outcome = new Promise(resolve => queue.add({ patch: { a: 1 }, waiters: [{ resolve, reject: resolve }] }));
    expect(queue.keepAll()).toBe(true);
    await expect(outcome).resolves.toEqual({ kind: 'kept' });
    expect(queue.keepAll()).toBe(false);
    expect(queue.patches).toHaveLength(1);
  });
});
