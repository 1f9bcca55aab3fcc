import { expect, it } from 'vitest';
import { SimulatedDevice } from '../../../src/clients/simulated-device/simulated-device.ts';
import { WriteGuard } from '../../../src/clients/write-guard.ts';
import type { Ends } from '../../../src/tui/app/ends.ts';
import { perform } from '../../../src/tui/app/perform.ts';
import { initialState, type ScreenState } from '../../../src/tui/state.ts';
import { connectTo } from '../../helpers/connect.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { until } from '../../helpers/until.ts';

/** A simulated device on a hub, and the notices that its keys leave. */
async function start() {
  const hub = await startTestHub();
  const guard = new WriteGuard({ locked: false, permanent: false });
  const connection = connectTo(hub, { guard });
  const { service } = connectTo(hub);
  await service.identities.create({ deviceId: 'dev1' });
  const device = new SimulatedDevice({ client: connection.device({ deviceId: 'dev1' }) });
  const watcher = connection.watch({ deviceId: 'dev1' });
  let state: ScreenState = initialState('dev1', false);
  const ends = {
    connection,
    device,
    watcher,
    update: next => {
      state = next(state);
    },
  } as Ends;
  const press = async (key: string) => {
    const { state: next, effect } = pressIn(keyContext, state, key);
    state = next;
    if (effect !== undefined) await perform(effect, ends);
    return state.notice;
  };
  const focus = (pane: ScreenState['focus']) => {
    state = { ...state, focus: pane };
  };
  return { service, guard, device, press, focus };
}

it('going online and offline is told, with the way back', async () => {
  const { press } = await start();
  expect(await press('o')).toMatchObject({ tone: 'good', text: 'the device is online' });
  const off = { text: 'the device is offline: reports are kept', hint: 'o brings it back online' };
  expect(await press('o')).toMatchObject(off);
  expect(await press('w')).toMatchObject({ tone: 'warn', text: 'kept: the device is offline' });
});

it('what is reported while the hub is locked is told to be kept, with what sends it', async () => {
  const { guard, press } = await start();
  await press('o');
  guard.lock();
  const kept = { text: 'kept: nothing is written while read-only', hint: 'L unlocks, then it is reported' };
  expect(await press('w')).toMatchObject({ tone: 'warn', ...kept });
});

it('what a throttling hub does not take is told to be kept for that, and goes by itself', async () => {
  const { service, device, press } = await start();
  await press('o');
  const exhaust = (on: boolean) => service.rest.call('POST', '/$twin-tui/control', { action: 'exhaust', on });
  await exhaust(true);
  const kept = { tone: 'warn', text: 'kept: the hub is throttling', hint: 'It is sent again by itself.' };
  expect(await press('w')).toMatchObject(kept);
  // One that comes while the hub is given its time is told the same, at once.
  expect(await press('c')).toMatchObject(kept);
  expect(device.client.getSnapshot().log.map(({ text }) => text)).toContain('kept until the hub takes it');
  await exhaust(false);
  await until(device.client, ({ pending }) => pending.length === 0);
  expect((await service.twins.get({ deviceId: 'dev1' })).properties.reported.connectivity).toEqual({
    type: 'cellular',
  });
});

it('an answer to a desired property is told', async () => {
  const { service, device, press } = await start();
  await press('o');
  device.setPolicy('ask');
  const wants = async (interval: number) => {
    await service.twins.patch({ deviceId: 'dev1' }, { properties: { desired: { interval } } });
    await until(device, ({ offers }) => offers.length === 1);
  };
  await wants(5);
  expect(await press('y')).toMatchObject({ tone: 'good', text: expect.stringContaining('interval accepted (200)') });
  await wants(6);
  expect(await press('n')).toMatchObject({ tone: 'good', text: expect.stringContaining('interval rejected (403)') });
});

it('reading the twin again is told, with its version and whether it changed', async () => {
  const { service, device, press, focus } = await start();
  focus('twin');
  await press('R');
  expect(await press('R')).toMatchObject({ tone: 'good', text: 'read again: v2, unchanged' });
  await service.twins.patch({ deviceId: 'dev1' }, { tags: { a: 1 } });
  expect(await press('R')).toMatchObject({ tone: 'good', text: 'read again: v3, changed' });
  await device.client.connect();
  await device.toggleChannel();
  expect(await press('R')).toMatchObject({ tone: 'good', text: 'read again: v4, changed' });
});
