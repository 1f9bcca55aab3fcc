import { expect, it } from 'vitest';
import { goOnline } from '../../src/cli/go-online.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { until } from '../helpers/until.ts';

const deviceId = 'dev1';

it('the screen makes its device and connects it', async () => {
  const connection = connectTo(await startTestHub());
  const device = connection.device({ deviceId });
  await goOnline(connection, device);
  expect(device.getSnapshot().status).toBe('online');
});

it('a second screen leaves the device to the first one, until somebody takes it over', async () => {
  const hub = await startTestHub();
  const [first, second] = [connectTo(hub), connectTo(hub)];
  await goOnline(first, first.device({ deviceId }));
  const device = second.device({ deviceId });
  await goOnline(second, device);
  expect(device.getSnapshot()).toMatchObject({
    status: 'offline',
    error: { trouble: 'replaced', message: 'dev1 is online elsewhere', hint: 'o takes it over' },
  });
  expect(first.device({ deviceId }).getSnapshot().status).toBe('online');
  await device.connect();
  expect(device.getSnapshot()).toMatchObject({ status: 'online', error: undefined });
});

it('a device whose last connection is over is connected', async () => {
  const hub = await startTestHub();
  const [first, second] = [connectTo(hub), connectTo(hub)];
  await goOnline(first, first.device({ deviceId }));
  await first.device({ deviceId }).disconnect();
  const registry = second.service;
  await until(second.watch({ deviceId }), ({ twin }) => twin?.connectionState === 'Disconnected');
  await goOnline(second, second.device({ deviceId }));
  expect((await registry.twins.get({ deviceId })).connectionState).toBe('Connected');
});
