import { describe, expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '../../../src/hub/configurations/configuration.ts';
import { Evaluation } from '../../../src/hub/configurations/evaluation.ts';
import { MemoryState } from '../../../src/hub/state/memory-state.ts';
import { startBareHub } from '../../helpers/bare-hub.ts';

/** More than are written at the same time. */
const devices = Array.from({ length: 100 }, (_, index) => `d${index}`);
const everywhere: Configuration = {
  id: 'c',
  targetCondition: '*',
  content: { deviceContent: { 'properties.desired': { a: 1 } } },
  priority: 1,
  etag: 1,
  ...{ schemaVersion: null, labels: null, metrics: {}, createdTimeUtc: '', lastUpdatedTimeUtc: '' },
};

describe('an evaluation that the disk refuses', () => {
  it('tries each twin once, and leaves what it could not write to the next', async () => {
    let broken = false;
    let refused = 0;
    // Without an end a pass would keep this process busy for ever.
    const state = new MemoryState(() => broken && ++refused <= 10 * devices.length);
    const { context, rest, close } = await startBareHub(undefined, state);
    onTestFinished(close);
    await rest('POST', '/devices', { body: devices.map(id => ({ id, importMode: 'create' })) });
    const statuses = () => devices.filter(id => context.state.get('twin', id)?.configurations.c !== undefined).length;
    const evaluation = new Evaluation(context);
    await evaluation.run([everywhere], new Set());
    expect(statuses()).toBe(100);
    broken = true;
    await expect(evaluation.run([], new Set(['c']))).rejects.toThrow('the disk is broken on purpose');
    expect([refused, statuses()]).toEqual([100, 100]);
    broken = false;
    await evaluation.run([], new Set(['c']));
    expect(statuses()).toBe(0);
  });
});
