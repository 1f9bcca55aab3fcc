import { describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedDevice } from '../../src/clients/simulated-device/simulated-device.ts';
import type { Json } from '../../src/lib/json.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const target = { deviceId: 'dev1' };

async function start() {
  const connection = connectTo(await startTestHub());
  await connection.service.identities.create(target);
  const timers = new ManualTimers();
  const device = new SimulatedDevice({ client: connection.device(target), timers });
  onTestFinished(() => device.close());
  await device.client.connect();
  const reported = async () => (await connection.service.twins.get(target)).properties.reported;
  const acknowledged = (version: number) =>
    until(device.client, ({ lastAckedReportedVersion }) => lastAckedReportedVersion === version);
  return { connection, service: connection.service, device, timers, reported, acknowledged };
}

describe('the simulated device', () => {
  it('reports its channel as the tutorial does', async () => {
    const { device, reported } = await start();
    await device.toggleChannel();
    expect(await reported()).toMatchObject({ connectivity: { type: 'cellular' } });
    await device.toggleChannel();
    expect(await reported()).toMatchObject({ connectivity: { type: 'wifi' } });
    expect(device.getSnapshot().channel).toBe('wifi');
  });

  it('acknowledges desired properties with value, code and version', async () => {
    const { service, reported, acknowledged } = await start();
    await service.twins.patch(target, { properties: { desired: { config: { a: 1, b: 2 } } } });
    await acknowledged(2);
    expect(await reported()).toMatchObject({ config: { value: { a: 1, b: 2 }, ac: 200, av: 2 } });
    await service.twins.patch(target, { properties: { desired: { config: { a: null } } } });
    await acknowledged(3);
    expect((await reported()).config).toEqual({ value: { b: 2 }, ac: 200, av: 3 });
  });

  it('reports its battery at the interval that is desired', async () => {
    const { service, device, timers, reported, acknowledged } = await start();
    await service.twins.patch(target, { properties: { desired: { telemetryInterval: 10 } } });
    await acknowledged(2);
    timers.advance(10_000);
    await acknowledged(3);
    expect(await reported()).toMatchObject({ battery: 99 });
    expect(device.getSnapshot()).toMatchObject({ telemetryInterval: 10, batteryHistory: [100, 99] });
  });

  it('goes on with the interval that it has accepted when it is started again, and does not report it anew', async () => {
    const { connection, service, device, reported, acknowledged } = await start();
    await service.twins.patch(target, { properties: { desired: { telemetryInterval: 10 } } });
    await acknowledged(2);
    device.close();
    await device.client.disconnect();
    const timers = new ManualTimers();
    const again = new SimulatedDevice({ client: connection.device(target), timers });
    onTestFinished(() => again.close());
    await again.client.connect();
    expect(again.getSnapshot().telemetryInterval).toBe(10);
    timers.advance(10_000);
    await acknowledged(3);
    expect(await reported()).toMatchObject({ telemetryInterval: { value: 10, av: 2 }, battery: 99, $version: 3 });
  });

  it('carries a firmware update through, taken offline in the middle', async () => {
    const { service, device, timers, reported } = await start();
    await service.twins.patch(target, { properties: { desired: { firmware: { version: '1.1' } } } });
    await until(device, ({ firmware }) => firmware.phase === 'downloading');
    timers.advance(2_000);
    await device.client.disconnect();
    timers.advance(60_000);
    expect(device.getSnapshot().firmware).toMatchObject({ phase: 'downloading', progress: 50, paused: true });
    await device.client.connect();
    timers.advance(60_000);
    await until(device.client, ({ pending }) => pending.length === 0);
    expect((await reported()).firmware).toEqual({ version: '1.1', target: '1.1', status: 'done', progress: 100 });
  });

  it('tells what is wrong with a firmware version that is a number, and takes the text that follows', async () => {
    const { service, device, timers, reported } = await start();
    const want = (version: Json) => service.twins.patch(target, { properties: { desired: { firmware: { version } } } });
    await want(2);
    await until(device.client, ({ lastAckedReportedVersion: version }) => version === 2);
    const ad = 'expected firmware.version as a text such as "1.1", found 2';
    expect((await reported()).firmware).toEqual({ value: { version: 2 }, ac: 400, av: 2, ad });
    await want('2.0');
    await until(device, ({ firmware }) => firmware.phase === 'downloading');
    timers.advance(60_000);
    await until(device.client, ({ pending }) => pending.length === 0);
    expect((await reported()).firmware).toEqual({ version: '2.0', target: '2.0', status: 'done', progress: 100 });
  });

  it('answers methods and remembers the calls', async () => {
    const { service, device } = await start();
    const wrong = await service.invokeMethod(target, { name: 'setInterval', payload: 'soon' });
    const unknown = await service.invokeMethod(target, { name: 'nosuch' });
    const echoed = await service.invokeMethod(target, { name: 'echo', payload: [1] });
    const right = await service.invokeMethod(target, { name: 'setInterval', payload: 5 });
    expect([wrong.status, right.status]).toEqual([400, 200]);
    expect(unknown).toMatchObject({ status: 501, payload: { methods: ['echo', 'reboot', 'setInterval'] } });
    expect(echoed).toMatchObject({ status: 200, payload: { method: 'echo', received: [1] } });
    expect(device.getSnapshot().telemetryInterval).toBe(5);
    expect(device.getSnapshot().methods.map(({ name, reply }) => [name, reply.status])).toEqual([
      ['setInterval', 400],
      ['nosuch', 501],
      ['echo', 200],
      ['setInterval', 200],
    ]);
  });
});
