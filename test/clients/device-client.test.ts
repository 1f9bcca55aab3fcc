import { describe, expect, it } from 'vitest';
import type { DesiredChange } from '../../src/clients/device/device-snapshot.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { until } from '../helpers/until.ts';

const deviceId = 'dev1';

async function start(transport: 'mqtt' | 'mqtt-ws' = 'mqtt') {
  const hub = await startTestHub();
  const connection = connectTo(hub, { transport });
  await connection.service.identities.create({ deviceId });
  return { hub, service: connection.service, device: connection.device({ deviceId }) };
}

describe('a device', () => {
  it('goes online, reads its twin and reports', async () => {
    const { service, device } = await start();
    await device.connect();
    expect(device.getSnapshot()).toMatchObject({
      status: 'online',
      lastDesiredVersion: 1,
      lastAckedReportedVersion: 1,
    });
    const outcome = await device.report({ connectivity: { type: 'wifi' } });
    expect(outcome).toMatchObject({ kind: 'acknowledged', version: 2 });
    const twin = await service.twins.get({ deviceId });
    expect(twin.properties.reported).toMatchObject({ connectivity: { type: 'wifi' }, $version: 2 });
    expect(device.getSnapshot().twin?.reported).toEqual({ connectivity: { type: 'wifi' } });
  });

  it('is told of desired changes, deletions included', async () => {
    const { service, device } = await start();
    await device.connect();
    const changes: DesiredChange[] = [];
    device.onDesired(change => changes.push(change));
    await service.twins.patch({ deviceId }, { properties: { desired: { a: 1, b: { c: 2 } } } });
    await service.twins.patch({ deviceId }, { properties: { desired: { a: null } } });
    await until(device, ({ lastDesiredVersion }) => lastDesiredVersion === 3);
    expect(changes.map(({ kind, version, patch }) => ({ kind, version, patch }))).toEqual([
      { kind: 'change', version: 2, patch: { a: 1, b: { c: 2 } } },
      { kind: 'change', version: 3, patch: { a: null } },
    ]);
    expect(device.getSnapshot().twin?.desired).toEqual({ b: { c: 2 } });
  });

  it('keeps what it reports while offline, and reads what it missed', async () => {
    const { service, device } = await start();
    await device.connect();
    await device.disconnect();
    expect(await device.report({ battery: 80 })).toEqual({ kind: 'kept' });
    expect(await device.report({ battery: 79, channel: 'wifi' })).toEqual({ kind: 'kept' });
    expect(device.getSnapshot().pending).toEqual([{ battery: 79, channel: 'wifi' }]);
    await service.twins.patch({ deviceId }, { properties: { desired: { interval: 5 } } });
    await device.connect();
    await until(
      device,
      ({ pending, lastAckedReportedVersion }) => pending.length === 0 && lastAckedReportedVersion === 2,
    );
    expect(device.getSnapshot().twin).toEqual({ desired: { interval: 5 }, reported: { battery: 79, channel: 'wifi' } });
    expect(device.getSnapshot().log.map(({ text }) => text)).toContain(
      'read the twin, which has 1 desired change that came meanwhile',
    );
    expect((await service.twins.get({ deviceId })).properties.reported).toMatchObject({ battery: 79 });
  });

  it('answers direct methods, whatever their names', async () => {
    const { service, device } = await start();
    await device.connect();
    device.onMethod(async ({ name, payload }) => ({ status: 200, payload: { name, payload } }));
    for (const name of ['reboot', 'anything']) {
      const answer = await service.invokeMethod({ deviceId }, { name, payload: { n: [1] } });
      expect(answer).toMatchObject({ status: 200, payload: { name, payload: { n: [1] } } });
    }
    expect((await service.invokeMethod({ deviceId }, { name: 'reboot' })).payload).toEqual({
      name: 'reboot',
      payload: null,
    });
  });

  it('forgets a report that the hub refuses, and says why', async () => {
    const { device } = await start();
    await device.connect();
    await expect(device.report({ 'a b': 1 })).rejects.toMatchObject({
      trouble: 'invalid',
      message: expect.stringContaining('a b'),
    });
    await expect(device.report({ ok: 1 })).resolves.toMatchObject({ kind: 'acknowledged' });
    expect(device.getSnapshot().pending).toEqual([]);
  });

  it('keeps a key called __proto__ as data', async () => {
    const { service, device } = await start();
    await service.twins.patch({ deviceId }, { properties: { desired: JSON.parse('{"__proto__":{"a":1}}') } });
    await device.connect();
    expect(Object.keys(device.getSnapshot().twin!.desired)).toEqual(['__proto__']);
  });

  it('says that it was deleted, and stays away', async () => {
    const { service, device } = await start();
    await device.connect();
    await service.identities.delete({ deviceId });
    const { error } = await until(device, ({ status }) => status === 'failed');
    expect(error).toMatchObject({ trouble: 'device-not-found', message: 'dev1 was deleted' });
    expect(error?.hint).toContain('twin-tui device create dev1');
  });

  it('says that it was disabled', async () => {
    const { service, device } = await start();
    await device.connect();
    await service.identities.setStatus(deviceId, 'disabled');
    const { error } = await until(device, ({ status }) => status === 'failed');
    expect(error?.trouble).toBe('device-disabled');
    await service.identities.setStatus(deviceId, 'enabled');
    await device.connect();
    expect(device.getSnapshot()).toMatchObject({ status: 'online', error: undefined });
  });

  it('goes on trying to reach a hub that is gone, and tells when', async () => {
    const { hub, device } = await start();
    await device.connect();
    await hub.stop();
    const { error, nextAttemptAt } = await until(device, ({ status }) => status === 'reconnecting');
    expect(error?.trouble).toBe('unreachable');
    expect(nextAttemptAt).toBeGreaterThan(0);
    await device.disconnect();
    expect(device.getSnapshot()).toMatchObject({ status: 'offline', nextAttemptAt: undefined });
  });

  it('of the same name elsewhere takes its connection over, and it comes back', async () => {
    const { hub, device } = await start();
    await device.connect();
    const other = connectTo(hub).device({ deviceId });
    await other.connect();
    await until(device, ({ status }) => status === 'reconnecting');
    await other.disconnect();
    await until(device, ({ status }) => status === 'online');
  });
});
