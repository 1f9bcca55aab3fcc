import { expect, it, onTestFinished } from 'vitest';
import { DeviceList } from '../../../src/clients/device-list.ts';
import { SimulatedDevice } from '../../../src/clients/simulated-device/simulated-device.ts';
import type { Ends } from '../../../src/tui/app/ends.ts';
import { perform } from '../../../src/tui/app/perform.ts';
import { initialState, type ScreenState } from '../../../src/tui/state.ts';
import type { Effect } from '../../../src/tui/update/effect.ts';
import { connectTo } from '../../helpers/connect.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { until } from '../../helpers/until.ts';

const target = { deviceId: 'dev1' };

/** A simulated device that is online, and what the list of devices does to it. */
async function start() {
  const connection = connectTo(await startTestHub());
  await connection.service.identities.create(target);
  const device = new SimulatedDevice({ client: connection.device(target) });
  onTestFinished(() => device.close());
  await device.client.connect();
  let state: ScreenState = initialState('dev1', false);
  const ends = {
    connection,
    device,
    simulated: [target],
    devices: new DeviceList(connection.service),
    update: (next: (before: ScreenState) => ScreenState) => {
      state = next(state);
    },
  } as unknown as Ends;
  const act = async (effect: Effect) => {
    await perform(effect, ends);
    return state.notice;
  };
  return { device, act };
}

it('a simulated device that was disabled connects again when it is enabled', async () => {
  const { device, act } = await start();
  await act({ kind: 'set-device-status', deviceId: 'dev1', status: 'disabled' });
  const { error } = await until(device.client, ({ status }) => status === 'failed');
  expect(error?.hint).toMatch(/o connects\.$/);
  expect(await act({ kind: 'set-device-status', deviceId: 'dev1', status: 'enabled' })).toMatchObject({
    text: 'dev1 is enabled',
    hint: 'it connects again',
  });
  await until(device.client, ({ status }) => status === 'online');
});

it('a simulated device that was deleted connects again when it is made anew', async () => {
  const { device, act } = await start();
  await act({ kind: 'delete-identity', target });
  await until(device.client, ({ status }) => status === 'failed');
  await act({ kind: 'create-identity', target });
  await until(device.client, ({ status }) => status === 'online');
});

it('a device that went offline by a key stays so when it is enabled', async () => {
  const { device, act } = await start();
  await device.client.disconnect();
  await act({ kind: 'set-device-status', deviceId: 'dev1', status: 'disabled' });
  expect(await act({ kind: 'set-device-status', deviceId: 'dev1', status: 'enabled' })).toMatchObject({
    hint: 'it may connect again',
  });
  expect(device.client.getSnapshot().status).toBe('offline');
});
