import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../helpers/hub.ts';
import { connectPacket, RawDevice, rawDevice } from '../../helpers/raw-mqtt.ts';
import { restOf } from '../../helpers/rest.ts';

async function hubWithDevice() {
  const hub = await startTestHub();
  const rest = restOf(hub);
  await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
  return { hub, rest };
}

type Twin = { properties: { desired: { $metadata: { [key: string]: unknown }; $version: number } } };

/** hub-reference 10. */
describe('where nothing is established', () => {
  it('a report of absent nulls counts', async () => {
    const { hub } = await hubWithDevice();
    const { device } = await rawDevice(hub, 'd');
    await device.subscribe(['$iothub/twin/res/#', 0]).packet('suback');
    device.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', '{"nothing":null}');
    expect((await device.message('$iothub/twin/res/')).topic).toBe('$iothub/twin/res/204/?$rid=1&$version=2');
  });

  it('arrays are leaves of $metadata', async () => {
    const { rest } = await hubWithDevice();
    const { body } = await rest('PATCH', '/twins/d', { body: { properties: { desired: { list: [{ a: 1 }, [2]] } } } });
    const stamp = { $lastUpdated: expect.any(String), $lastUpdatedVersion: 2 };
    expect((body as Twin).properties.desired.$metadata.list).toEqual(stamp);
  });

  it('a deletion stamps its ancestors', async () => {
    const { rest } = await hubWithDevice();
    const write = async (desired: object) =>
      ((await rest('PATCH', '/twins/d', { body: { properties: { desired } } })).body as Twin).properties.desired;
    await write({ a: { b: { c: 1 }, other: 1 } });
    const { $metadata: metadata } = await write({ a: { b: { c: null } } });
    const stamp = (version: number) => ({ $lastUpdated: expect.any(String), $lastUpdatedVersion: version });
    expect(metadata).toEqual({ ...stamp(3), a: { ...stamp(3), b: stamp(3), other: stamp(2) } });
  });

  it('a sixth filter is granted', async () => {
    const { hub } = await hubWithDevice();
    const { device } = await rawDevice(hub, 'd');
    const filters = ['$iothub/twin/res/#', '$iothub/twin/PATCH/properties/desired/#', '$iothub/methods/POST/#'];
    const six = [...filters, 'devices/d/messages/devicebound/#', ...filters.slice(0, 2)];
    device.subscribe(...six.map(filter => [filter, 0] as const));
    expect((await device.packet('suback')).granted).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('MQTT 5 is refused with code 1', async () => {
    const { hub } = await hubWithDevice();
    const device = new RawDevice(hub).send(connectPacket(hub, 'd', { protocolVersion: 5 }));
    expect((await device.packet('connack')).returnCode).toBe(1);
    await device.end();
  });

  it('the first session is not present', async () => {
    const { hub } = await hubWithDevice();
    expect((await rawDevice(hub, 'd', { clean: false })).connack.sessionPresent).toBe(false);
  });
});
