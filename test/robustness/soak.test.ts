import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/directory.ts';
import { soak } from './soak-run.ts';
import { soakSummary } from './soak-summary.ts';

it('a hub with devices, a service and the screen attached serves all for some seconds and keeps no handles', async () => {
  const figures = await soak({ directory: temporaryDirectory(), devices: 40, milliseconds: 6_000 });
  const { reports, changes, desired, queries, reconnects, failed, reads, lastScreen } = figures;
  expect(failed).toBe(0);
  for (const count of [reports, changes, desired, queries, reconnects, reads.length]) expect(count).toBeGreaterThan(3);
  expect(lastScreen).toContain('● online');
  const { handles, hubGrowth } = soakSummary(figures, 2_000);
  if (process.platform !== 'linux') return;
  // The service's own connections come and go with the load; each of 40 devices left behind would show.
  expect(handles[1] - handles[0]).toBeLessThan(20);
  expect(hubGrowth).toBeLessThan(1);
}, 60_000);
