import { expect, it } from 'vitest';
import { Rivalry } from '../../src/clients/device/rivalry.ts';
import type { DeviceClient } from '../../src/clients/device-client.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const deviceId = 'dev1';

it('two clients of one name do not fight for ever: one gives way, says why and comes back when it is asked', {
  timeout: 60_000,
}, async () => {
  const hub = await startTestHub();
  const [first, second] = [connectTo(hub), connectTo(hub)];
  await first.service.identities.create({ deviceId });
  const devices = [first.device({ deviceId }), second.device({ deviceId })] as const;
  await devices[0].connect();
  await devices[1].connect();
  const gaveWay = (device: DeviceClient) =>
    until(device, ({ status }) => status === 'offline', 30_000).then(() => device);
  const loser = await Promise.any(devices.map(gaveWay));
  expect(loser.getSnapshot()).toMatchObject({
    nextAttemptAt: undefined,
    error: { trouble: 'replaced', message: 'another client connects as dev1', hint: 'o takes it over' },
  });
  const winner = devices.find(device => device !== loser)!;
  await until(winner, ({ status }) => status === 'online', 30_000);
  await loser.connect();
  expect(loser.getSnapshot()).toMatchObject({ status: 'online', error: undefined });
});

it('a connection that is lost says nothing of a host or a network that are as they should be', async () => {
  const hub = await startTestHub();
  const [first, second] = [connectTo(hub), connectTo(hub)];
  await first.service.identities.create({ deviceId });
  const device = first.device({ deviceId });
  await device.connect();
  await second.device({ deviceId }).connect();
  const { error } = await until(device, ({ status }) => status === 'reconnecting');
  expect(error?.message).toBe('the connection was closed');
  expect(error?.hint).toContain('another client');
});

/** Each connection is lost after so many milliseconds. */
function lose(rivalry: Rivalry, timers: ManualTimers, held: number): boolean {
  rivalry.connected();
  timers.advance(held);
  return rivalry.failed();
}

it('three connections in a row that are lost soon after they were made are a fight', () => {
  const timers = new ManualTimers();
  const rivalry = new Rivalry(timers);
  expect([1, 2, 3].map(() => lose(rivalry, timers, 500))).toEqual([false, false, true]);
});

it('who was asked last holds out longer than who comes back by itself, until its connection has held', () => {
  const timers = new ManualTimers();
  const rivalry = new Rivalry(timers);
  rivalry.claim();
  expect([1, 2, 3].map(() => lose(rivalry, timers, 500))).toEqual([false, false, false]);
  expect(lose(rivalry, timers, 10_000)).toBe(false);
  expect([1, 2, 3].map(() => lose(rivalry, timers, 500))).toEqual([false, false, true]);
});

it('a hub that cannot be reached meanwhile is no rival', () => {
  const timers = new ManualTimers();
  const rivalry = new Rivalry(timers);
  for (let turn = 0; turn < 5; turn++) {
    expect(lose(rivalry, timers, 500)).toBe(false);
    expect(lose(rivalry, timers, 500)).toBe(false);
    expect(rivalry.failed()).toBe(false);
  }
});
