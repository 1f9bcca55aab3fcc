import { describe, expect, it, onTestFinished } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles } from '../../helpers/faulty-files.ts';
import { connectRawDevice } from '../../helpers/raw-device.ts';
import type { Rest } from '../../helpers/rest.ts';
import { SeededHub } from './seeded-hub.ts';

type Row = { readonly [name: string]: unknown };

/** The row of `d`, which stands among others, and the same by GET. */
async function both(rest: Rest): Promise<{ readonly row: unknown; readonly twin: unknown }> {
  const found = await rest('POST', '/devices/query', { body: { query: 'SELECT * FROM devices' } });
  const row = (found.body as Row[]).find(({ deviceId }) => deviceId === 'd');
  return { row, twin: (await rest('GET', '/twins/d')).body };
}

describe('a row that was written before', () => {
  const changes: readonly (readonly [what: string, change: (rest: Rest) => Promise<unknown>])[] = [
    ['tags change', rest => rest('PATCH', '/twins/d', { body: { tags: { a: 2 } } })],
    ['desired changes', rest => rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 'é' } } } })],
    ['the twin is replaced', rest => rest('PUT', '/twins/d', { body: { tags: { b: 1 } } })],
    [
      'the identity is disabled',
      rest =>
        rest('PUT', '/devices/d', {
          body: { deviceId: 'd', status: 'disabled', statusReason: 'Zürich' },
          headers: { 'If-Match': '"*"' },
        }),
    ],
  ];
  it.each(changes)('is written anew when %s', async (_, change) => {
    const { rest } = await startDeviceHub(['c', 'd', 'e']);
    const before = await both(rest);
    expect(await both(rest)).toEqual(before);
    await change(rest);
    const after = await both(rest);
    expect(after.row).toEqual(after.twin);
    expect(after.row).not.toEqual(before.row);
    expect(await both(rest)).toEqual(after);
  });

  it('is written anew when the device connects, names its model and reports', async () => {
    const { hub, rest } = await startDeviceHub(['c', 'd']);
    await both(rest);
    const device = await connectRawDevice(hub, 'd', {
      username: 'localhost/d/?api-version=2021-04-12&model-id=dtmi:a;1',
    });
    expect((await both(rest)).row).toMatchObject({ connectionState: 'Connected', modelId: 'dtmi:a;1' });
    await device.report({ type: 'wifi' });
    expect((await both(rest)).row).toMatchObject({ properties: { reported: { type: 'wifi' } } });
    const found = await rest('POST', '/devices/query', {
      body: { query: "SELECT deviceId FROM devices WHERE modelId = 'dtmi:a;1'" },
    });
    expect(found.body).toEqual([{ deviceId: 'd' }]);
  });

  it('is not kept of what the disk refused afterwards', async () => {
    const faulty = new FaultyFiles();
    const state = await DurableState.open({ directory: temporaryDirectory(), files: faulty.files });
    onTestFinished(() => state.close());
    const hub = new SeededHub({ state });
    await hub.add('d', { kept: true });
    const { begun, fail } = faulty.holdBack('sync');
    const refused = hub.tag('d', { lost: true });
    await begun;
    const asked = hub.rows('SELECT * FROM devices');
    fail(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    await expect(refused).rejects.toMatchObject({ status: 500 });
    expect((await asked).map(({ tags }) => tags)).toEqual([{ kept: true }]);
    expect((await hub.rows('SELECT * FROM devices')).map(({ tags }) => tags)).toEqual([{ kept: true }]);
  });
});
