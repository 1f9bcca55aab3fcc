import { Client } from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import { onTestFinished } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';

/** The device SDK as it is on npm, connected over MQTT as a device that exists; it leaves when the test is over. */
export async function deviceSdk(hub: Hub, deviceId: string): Promise<Client> {
  const connectionString = hub.deviceConnectionString(deviceId);
  if (connectionString === undefined) throw new Error(`${deviceId} has no symmetric key`);
  const client = Client.fromConnectionString(connectionString, Mqtt);
  await client.setOptions({ ca: hub.ca });
  await client.open();
  onTestFinished(async () => {
    await client.close();
  });
  return client;
}
