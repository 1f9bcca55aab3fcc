import { Client } from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import { startHub } from 'twin-tui/hub';
import { afterAll, beforeAll, expect, test } from 'vitest';

let hub;
beforeAll(async () => {
  hub = await startHub(); // free ports, keeps nothing
});
afterAll(() => hub.stop());

test('the device reports what it was told to be', async () => {
  const connectionString = await hub.createDevice('dev1', { desired: { interval: 10 } });
  const device = Client.fromConnectionString(connectionString, Mqtt);
  await device.setOptions({ ca: hub.ca });
  await device.open();
  const { desired, reported } = (await device.getTwin()).properties;
  await new Promise((done, fail) => {
    reported.update({ interval: desired.interval }, error => (error ? fail(error) : done()));
  });
  await device.close();

  expect(await hub.request('GET', '/twins/dev1')).toMatchObject({ properties: { reported: { interval: 10 } } });
});

test('a throttled back end is told so', async () => {
  hub.faults.exhaust(true);
  await expect(hub.request('GET', '/twins/dev1')).rejects.toThrow(/thrott/i);
  hub.faults.exhaust(false);
});
