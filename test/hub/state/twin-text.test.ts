import { expect, test } from 'vitest';
import { twinText } from '../../../src/hub/state/twin-text.ts';
import { toBareObject } from '../../../src/lib/json.ts';
import { createTwin } from '../../../src/twin/twin.ts';
import { patchTwin, reportTwin } from '../../../src/twin/write.ts';

const [then, now] = ['2026-01-01T00:00:00.0000000Z', '2026-01-02T00:00:00.0000000Z'];

test('a twin is written as JSON.stringify writes it, whatever was written before', () => {
  const created = createTwin(then);
  const write = { tags: toBareObject({ site: 'ä "x"' }), desired: toBareObject({ interval: { unit: 's', value: 5 } }) };
  const patched = { ...patchTwin(created, write, now).twin, modelId: 'dtmi:"x";1' };
  const reported = reportTwin(patched, toBareObject({ battery: 5, interval: [1, 2] }), now);
  const configured = { ...reported, configurations: { blue: { status: 'Applied' } } } as const;
  const again = patchTwin(configured, { desired: toBareObject({ interval: null }) }, now).twin;
  for (const twin of [created, patched, reported, configured, again, created]) {
    expect(twinText(twin)).toBe(JSON.stringify(twin));
  }
});
