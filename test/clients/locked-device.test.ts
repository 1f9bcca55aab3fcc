import { expect, it } from 'vitest';
import { DeviceClient } from '../../src/clients/device-client.ts';
import { SimulatedDevice } from '../../src/clients/simulated-device/simulated-device.ts';
import { WriteGuard } from '../../src/clients/write-guard.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const deviceId = 'dev1';

/** A device that was online before the session was locked. */
async function locked() {
  const hub = await startTestHub();
  const guard = new WriteGuard({ locked: false, permanent: false });
  const connection = connectTo(hub, { guard });
  // Who is not locked.
  const { service } = connectTo(hub);
  await service.identities.create({ deviceId });
  const device = connection.device({ deviceId });
  await device.connect();
  guard.lock();
  return { hub, guard, service, device };
}

it('holds what a locked device reports, says so, and sends it once unlocked', async () => {
  const { guard, service, device } = await locked();
  expect(device.getSnapshot()).toMatchObject({ status: 'online', locked: true });
  expect(await device.report({ battery: 80 })).toEqual({ kind: 'kept' });
  expect(await device.report({ battery: 79 })).toEqual({ kind: 'kept' });
  expect(device.getSnapshot()).toMatchObject({ pending: [{ battery: 79 }] });
  expect(device.getSnapshot().log.at(-1)).toMatchObject({ kind: 'kept', text: 'kept until writing is unlocked' });
  // A round trip later it would have arrived.
  await service.twins.patch({ deviceId }, { properties: { desired: { a: 1 } } });
  await until(device, ({ lastDesiredVersion }) => lastDesiredVersion === 2);
  expect((await service.twins.get({ deviceId })).properties.reported).not.toHaveProperty('battery');
  guard.unlock();
  await until(
    device,
    ({ pending, lastAckedReportedVersion }) => pending.length === 0 && lastAckedReportedVersion === 2,
  );
  expect((await service.twins.get({ deviceId })).properties.reported).toMatchObject({ battery: 79 });
});

it('acknowledges no desired property and no method of its own accord while it is locked', async () => {
  const { guard, service, device } = await locked();
  const simulated = new SimulatedDevice({ client: device });
  await service.twins.patch({ deviceId }, { properties: { desired: { telemetryInterval: 5 } } });
  await until(device, ({ pending }) => pending.length > 0);
  await service.invokeMethod({ deviceId }, { name: 'reboot' });
  const { reported } = (await service.twins.get({ deviceId })).properties;
  expect(Object.keys(reported).filter(key => !key.startsWith('$'))).toEqual([]);
  guard.unlock();
  await until(device, ({ pending, twin }) => pending.length === 0 && twin?.reported.telemetryInterval !== undefined);
  simulated.close();
});

it('tries no connection again while it is locked, and does so once unlocked', async () => {
  const timers = new ManualTimers();
  const guard = new WriteGuard({ locked: false, permanent: false });
  let attempts = 0;
  const device = new DeviceClient({
    deviceId,
    transport: 'mqtt',
    guard,
    timers,
    connectionString: async () => {
      attempts += 1;
      throw new Error('no hub here');
    },
  });
  await device.connect().catch(() => {});
  expect(attempts).toBe(1);
  guard.lock();
  timers.advance(600_000);
  await Promise.resolve();
  expect(attempts).toBe(1);
  expect(device.getSnapshot()).toMatchObject({ status: 'reconnecting', locked: true, nextAttemptAt: undefined });
  guard.unlock();
  expect(attempts).toBe(2);
  await device.disconnect();
});
