import { describe, expect, it } from 'vitest';
import { desiredOfConfiguration } from '../../../src/hub/configurations/apply-content.ts';
import { assign } from '../../../src/hub/configurations/assignment.ts';
import type { Configuration } from '../../../src/hub/configurations/configuration.ts';
import { reconcile } from '../../../src/hub/configurations/reconcile.ts';
import type { JsonObject } from '../../../src/lib/json.ts';
import { createTwin, type TwinState } from '../../../src/twin/twin.ts';

const time = '2024-01-01T10:00:00.1234567Z';

function configuration(id: string, priority: number, desired: JsonObject): Configuration {
  const content = { deviceContent: { 'properties.desired': desired } };
  const times = { createdTimeUtc: time, lastUpdatedTimeUtc: time };
  return {
    id,
    priority,
    content,
    targetCondition: '*',
    schemaVersion: null,
    labels: null,
    metrics: {},
    etag: 1,
    ...times,
  };
}

const twinWith = (configurations: TwinState['configurations']): TwinState => ({ ...createTwin(time), configurations });
const low = configuration('low', 1, { a: 1, b: 1 });
const high = configuration('high', 9, { a: 2 });

function outcome(twin: TwinState, ranked: Configuration[], existing: Configuration[], deleted: string[] = []) {
  const known = { existing: new Map(existing.map(one => [one.id, one])), deleted: new Set(deleted) };
  const change = reconcile(twin, ranked, known, desiredOfConfiguration);
  return change && JSON.parse(JSON.stringify({ configurations: change.configurations, desired: change.desired }));
}

describe('which configuration wins a twin', () => {
  it('is the one of the highest priority, the newest of equal ones', () => {
    const newer = configuration('newer', 9, {});
    const ranked = assign([
      { configuration: high, keys: ['d1', 'd2'] },
      { configuration: low, keys: ['d1'] },
      { configuration: newer, keys: ['d1'] },
    ]);
    expect(ranked.get('d1')?.map(({ id }) => id)).toEqual(['newer', 'high', 'low']);
    expect(ranked.get('d2')?.map(({ id }) => id)).toEqual(['high']);
  });
});

describe('bringing a twin in line', () => {
  it('applies the winner and marks the outranked as targeted', () => {
    expect(outcome(twinWith({}), [high, low], [high, low])).toEqual({
      configurations: { high: { status: 'Applied' }, low: { status: 'Targeted' } },
      desired: { a: 2 },
    });
  });

  it('writes nothing once it is in line', () => {
    const twin = twinWith({ high: { status: 'Applied' }, low: { status: 'Targeted' } });
    expect(outcome(twin, [high, low], [high, low])).toBeUndefined();
  });

  it('takes away what the former winner wrote and brings what the next one holds', () => {
    const twin = twinWith({ low: { status: 'Applied' } });
    expect(outcome(twin, [high, low], [high, low])).toEqual({
      configurations: { high: { status: 'Applied' }, low: { status: 'Targeted' } },
      desired: { a: 2, b: null },
    });
  });

  it('removes the settings when the twin leaves the target', () => {
    expect(outcome(twinWith({ low: { status: 'Applied' } }), [], [low])).toEqual({
      configurations: {},
      desired: { a: null, b: null },
    });
  });

  it('leaves the settings of a configuration that was deleted', () => {
    expect(outcome(twinWith({ low: { status: 'Applied' } }), [], [])).toEqual({ configurations: {}, desired: {} });
  });

  it('applies a configuration anew that was deleted and made again under its id', () => {
    const twin = twinWith({ high: { status: 'Applied' } });
    expect(outcome(twin, [high], [high], ['high'])?.desired).toEqual({ a: 2 });
  });

  it('changes a status alone without touching desired', () => {
    const twin = twinWith({ high: { status: 'Applied' } });
    const change = outcome(twin, [high, low], [high, low]);
    expect([change?.desired, Object.keys(change?.configurations)]).toEqual([undefined, ['high', 'low']]);
  });
});
