import { describe, expect, it } from 'vitest';
import type { OperationFamily, Tier } from '../../../src/hub/faults/faults.ts';
import { HubFaults } from '../../../src/hub/faults/hub-faults.ts';
import { concurrentJobs, quotaFor } from '../../../src/hub/faults/quotas.ts';
import { ManualTimers } from '../../helpers/manual-timers.ts';

/** hub-reference 7: operations per second. */
const table: readonly [OperationFamily, Exclude<Tier, 'off'>, number, number][] = [
  ['RegistryRead', 'F1', 1, 100 / 60],
  ['RegistryWrite', 'S3', 2, 10_000 / 60],
  ['Query', 'S1', 1, 20 / 60],
  ['Query', 'S3', 1, 1000 / 60],
  ['TwinRead', 'S1', 4, 100],
  ['TwinRead', 'S2', 20, 200],
  ['TwinRead', 'S3', 1, 500],
  ['TwinUpdate', 'S1', 4, 50],
  ['TwinUpdate', 'S2', 20, 100],
  ['TwinUpdate', 'S3', 1, 250],
  ['Connect', 'S1', 1, 100],
  ['Connect', 'S1', 10, 120],
  ['TelemetrySend', 'S2', 1, 120],
  ['MessageReceive', 'S1', 2, 2000 / 60],
  ['MessageReceive', 'S3', 1, 50_000 / 60],
  ['DirectMethod', 'S1', 1, 40],
  ['JobOperation', 'S1', 1, 100 / 60],
  ['JobDevice', 'S2', 20, 20],
  ['ConfigurationWrite', 'S3', 1, 20 / 60],
];

describe('quotas', () => {
  it.each(table)('%s on %s with %i units: %f a second', (family, tier, units, rate) => {
    expect(quotaFor(family, tier, units).rate).toBeCloseTo(rate, 9);
  });

  it('lets a free hub have one unit only', () => {
    expect(quotaFor('RegistryRead', 'F1', 10)).toEqual(quotaFor('RegistryRead', 'F1', 1));
  });

  it('bounds the jobs that are not over by tier', () => {
    expect((['F1', 'S1', 'S2', 'S3'] as const).map(concurrentJobs)).toEqual([1, 1, 5, 10]);
  });
});

describe('a throttle', () => {
  const admitted = (faults: HubFaults, family: OperationFamily, times: number) =>
    Array.from({ length: times }, () => faults.admit(family));

  it('is not there when the tier is off', () => {
    const faults = new HubFaults({}, new ManualTimers());
    expect(admitted(faults, 'Query', 10_000).every(turn => turn === undefined)).toBe(true);
  });

  it('serves a burst at once, makes what exceeds it wait, and refuses what would wait too long', async () => {
    const timers = new ManualTimers();
    const faults = new HubFaults({ tier: 'S1' }, timers);
    const turns = admitted(faults, 'TwinUpdate', 50 + 100 + 1);
    expect(turns.filter(turn => turn === undefined)).toHaveLength(50);
    await expect(turns.at(-1)).rejects.toMatchObject({ status: 429, code: 'ThrottlingBacklogTimeout' });
    expect(timers.waiting).toBe(100);
    timers.advance(2_000);
    await Promise.all(turns.slice(0, -1));
    expect(faults.admit('TwinUpdate')).toBeDefined();
    timers.advance(1_000);
    expect(faults.admit('TwinUpdate')).toBeUndefined();
  });

  it('holds nothing up once the hub is closed, neither what waits for its turn nor for the latency', async () => {
    const timers = new ManualTimers();
    const faults = new HubFaults({ tier: 'S1', latency: { milliseconds: 60_000, jitter: 0 } }, timers);
    const turns = [...admitted(faults, 'TwinUpdate', 60), faults.delay()];
    expect(timers.waiting).toBe(11);
    faults.close();
    expect(timers.waiting).toBe(0);
    await Promise.all(turns);
  });

  it('names the operation in its text, as the service does', async () => {
    const faults = new HubFaults({ tier: 'S1' }, new ManualTimers());
    admitted(faults, 'Query', 20);
    await expect(faults.admit('Query')).rejects.toThrow(
      'The request has been throttled. Wait 10 seconds and try again. Operation type: Query',
    );
  });

  it('counts reads and writes of identities together, twins apart', async () => {
    const faults = new HubFaults({ tier: 'F1' }, new ManualTimers());
    admitted(faults, 'RegistryRead', 250);
    expect(faults.admit('RegistryWrite')).toBeDefined();
    expect(faults.admit('TwinRead')).toBeUndefined();
  });

  it('counts a direct method by each 4 KB of its payload', () => {
    const faults = new HubFaults({ tier: 'S1' }, new ManualTimers());
    expect(faults.admit('DirectMethod', 39 * 4096 + 1)).toBeUndefined();
    expect(faults.admit('DirectMethod', 1)).toBeDefined();
  });

  it('starts afresh when the tier is changed', async () => {
    const faults = new HubFaults({ tier: 'S1' }, new ManualTimers());
    admitted(faults, 'Query', 20);
    await expect(faults.admit('Query')).rejects.toThrow('throttled');
    faults.throttleAs('S1');
    expect(faults.admit('Query')).toBeUndefined();
  });
});

describe('latency', () => {
  it('is nothing at all when it is off', () => {
    expect(new HubFaults().delay()).toBeUndefined();
  });

  it('takes the fixed time, and with a seed the same jitter each time', async () => {
    const waits = (seed: string) => {
      const timers = new ManualTimers();
      const faults = new HubFaults({ latency: { milliseconds: 100, jitter: 50 }, seed }, timers);
      const began = timers.now();
      return [1, 2, 3].map(() => {
        let done = 0;
        void faults.delay()!;
        for (; timers.waiting > 0; done++) timers.advance(1);
        return [done, timers.now() - began];
      });
    };
    const first = waits('a');
    for (const [wait] of first) expect(wait).toBeGreaterThanOrEqual(100);
    for (const [wait] of first) expect(wait).toBeLessThanOrEqual(151);
    expect(waits('a')).toEqual(first);
    expect(waits('b')).not.toEqual(first);
  });
});
