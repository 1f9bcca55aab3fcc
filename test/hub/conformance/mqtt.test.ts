import { describe, expect, it } from 'vitest';
import type { Hub } from '../../../src/hub/hub.ts';
import type { HubOptions } from '../../../src/hub/options.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { connectPacket, type RawConnect, RawDevice, rawDevice } from '../../helpers/raw-mqtt.ts';
import { type Rest, restOf } from '../../helpers/rest.ts';

async function hubWith(ids: readonly string[], options: HubOptions = {}): Promise<{ hub: Hub; rest: Rest }> {
  const hub = await startTestHub(options);
  const rest = restOf(hub);
  for (const deviceId of ids) await rest('PUT', `/devices/${deviceId}`, { body: { deviceId } });
  return { hub, rest };
}

const answers = '$iothub/twin/res/#';
const desired = '$iothub/twin/PATCH/properties/desired/#';
const methods = '$iothub/methods/POST/#';
const patchDesired = (rest: Rest, value: object) =>
  rest('PATCH', '/twins/d', { body: { properties: { desired: value } } });

/** A connected device whose subscriptions stand. */
async function subscribed(hub: Hub, filters: readonly string[], options: RawConnect = {}) {
  const { device } = await rawDevice(hub, 'd', options);
  device.subscribe(...filters.map(filter => [filter, 0] as const));
  await device.packet('suback');
  return device;
}

describe('CONNECT', () => {
  const refused: readonly [string, string, (hub: Hub) => RawConnect][] = [
    ['a wrong key', 'd', () => ({ key: 'AAAA' })],
    ['an expired token', 'd', () => ({ expiry: Math.floor(Date.now() / 1000) - 3600 })],
    ['an unknown device', 'nobody', () => ({})],
    ['a client id that is not that of the user name', 'd', hub => ({ username: `${hub.hostName}/e/?api-version=1` })],
    ['a user name that is none', 'd', () => ({ username: 'd' })],
  ];
  it.each(refused)('is refused with code 5 and closed: %s', async (_, id, options) => {
    const { hub } = await hubWith(['d', 'e']);
    const { device, connack } = await rawDevice(hub, id, options(hub));
    expect(connack.returnCode).toBe(5);
    await device.end();
  });

  it('of a disabled device is refused with code 5', async () => {
    const { hub, rest } = await hubWith(['d']);
    const { body } = await rest('GET', '/devices/d');
    const disabled = { ...(body as object), status: 'disabled' };
    await rest('PUT', '/devices/d', { body: disabled, headers: { 'If-Match': '*' } });
    expect((await rawDevice(hub, 'd')).connack.returnCode).toBe(5);
  });

  it('takes every user name that clients write', async () => {
    const { hub } = await hubWith(['d']);
    const bags = [
      '/?api-version=2021-04-12&DeviceClientType=a%2Fb',
      '',
      '/api-version=2016-11-14',
      '?api-version=2018-06-30',
    ];
    for (const bag of bags) {
      const { connack } = await rawDevice(hub, 'd', { username: `${hub.hostName.toUpperCase()}/d${bag}` });
      expect(connack.returnCode, bag).toBe(0);
    }
  });

  it('a second time, or anything else first, closes the connection', async () => {
    const { hub } = await hubWith(['d']);
    const { device } = await rawDevice(hub, 'd');
    device.send(connectPacket(hub, 'd'));
    await device.end();
    await new RawDevice(hub).send({ cmd: 'pingreq' }).end();
  });
});

describe('sessions', () => {
  it('with clean session 0 keep their subscriptions over connections', async () => {
    const { hub, rest } = await hubWith(['d']);
    const first = await subscribed(hub, [answers, desired], { clean: false });
    first.drop();
    const { device, connack } = await rawDevice(hub, 'd', { clean: false });
    expect(connack.sessionPresent).toBe(true);
    device.publish('$iothub/twin/GET/?$rid=1', ' ');
    await device.message('$iothub/twin/res/200/?$rid=1');
    await patchDesired(rest, { a: 1 });
    await device.message('$iothub/twin/PATCH/properties/desired/?$version=2');
  });

  it('with clean session 1 begin without subscriptions', async () => {
    const { hub } = await hubWith(['d']);
    (await subscribed(hub, [answers], { clean: false })).drop();
    const { device, connack } = await rawDevice(hub, 'd', { clean: true });
    expect(connack.sessionPresent).toBe(false);
    device.publish('$iothub/twin/GET/?$rid=1').send({ cmd: 'pingreq' });
    await device.packet('pingresp');
    expect(device.messages).toEqual([]);
  });

  it('queue no desired properties while the device is away', async () => {
    const { hub, rest } = await hubWith(['d']);
    (await subscribed(hub, [desired], { clean: false })).drop();
    await patchDesired(rest, { a: 1 });
    const { device } = await rawDevice(hub, 'd', { clean: false });
    await patchDesired(rest, { b: 1 });
    await device.message('$iothub/twin/PATCH/properties/desired/?$version=3');
    expect(device.messages).toHaveLength(1);
  });

  it('of one identity are one connection: the newer closes the older', async () => {
    const { hub } = await hubWith(['d']);
    const { device: older } = await rawDevice(hub, 'd');
    const { connack } = await rawDevice(hub, 'd');
    expect([connack.returnCode, await older.end()]).toEqual([0, true]);
  });

  it('end when nothing comes for 1.5 times the keep-alive', async () => {
    const { hub } = await hubWith(['d']);
    const reasons: string[] = [];
    hub.feed.subscribe(event => event.type === 'connection' && !event.connected && reasons.push(event.reason));
    const began = performance.now();
    const { device } = await rawDevice(hub, 'd', { keepalive: 1 });
    const connected = performance.now();
    await device.end();
    expect(performance.now() - began).toBeGreaterThan(1_500);
    // The hub looks at its connections once in a second or so; to the second it is held in deadlines.test.ts.
    expect(performance.now() - connected).toBeLessThan(4_000);
    expect(reasons).toEqual([expect.stringContaining('keep-alive ran out')]);
  });

  it('end when the identity is deleted', async () => {
    const { hub, rest } = await hubWith(['d']);
    const { device } = await rawDevice(hub, 'd');
    await rest('DELETE', '/devices/d', { headers: { 'If-Match': '*' } });
    await device.end();
  });
});

describe('PUBLISH and SUBSCRIBE', () => {
  it('PUBLISH with QoS 2 closes the connection', async () => {
    const { hub } = await hubWith(['d']);
    await (await rawDevice(hub, 'd')).device.publish('devices/d/messages/events/', 'x', 2).end();
  });

  it('PUBLISH with QoS 1 is acknowledged, with RETAIN it is telemetry with a property', async () => {
    const { hub } = await hubWith(['d']);
    const seen: unknown[] = [];
    hub.feed.subscribe(event => event.type === 'telemetry' && seen.push(event.properties));
    const { device } = await rawDevice(hub, 'd');
    device.publish('devices/d/messages/events/a=b%20c&d', 'x', 1, true);
    expect((await device.packet('puback')).messageId).toBe(9);
    expect(seen).toMatchObject([{ a: 'b c', 'mqtt-retain': 'true' }]);
  });

  it('SUBSCRIBE grants QoS 0 and 1 as asked and 2 as 1, five filters in one packet', async () => {
    const { hub } = await hubWith(['d']);
    const { device } = await rawDevice(hub, 'd');
    const messages = 'devices/d/messages/devicebound/#';
    device.subscribe([answers, 0], [desired, 1], [methods, 2], [messages, 1], [answers, 0]);
    expect((await device.packet('suback')).granted).toEqual([0, 1, 1, 1, 0]);
  });

  it.each([
    'some/topic',
    '$iothub/unknown/?$rid=1',
    'devices/other/messages/events/',
  ])('PUBLISH to %s closes the connection', async topic => {
    const { hub } = await hubWith(['d']);
    await (await rawDevice(hub, 'd')).device.publish(topic, 'x').end();
  });

  it.each([
    '#',
    'devices/d/#',
    'devices/other/messages/devicebound/#',
  ])('SUBSCRIBE to %s closes the connection, without a SUBACK', async filter => {
    const { hub } = await hubWith(['d']);
    const { device } = await rawDevice(hub, 'd');
    await device.subscribe([filter, 0]).end();
    expect(device.packets.map(({ cmd }) => cmd)).toEqual(['connack']);
  });

  it('a lenient hub tolerates what it does not know', async () => {
    const { hub } = await hubWith(['d'], { lenient: true });
    const { device } = await rawDevice(hub, 'd');
    device.publish('some/topic', 'x').subscribe(['#', 0]);
    expect((await device.packet('suback')).granted).toEqual([0]);
  });
});

describe('twins over MQTT', () => {
  it('GET answers both sections with their $version and nothing else', async () => {
    const { hub, rest } = await hubWith(['d']);
    await rest('PATCH', '/twins/d', { body: { tags: { site: 'a' } } });
    const device = await subscribed(hub, [answers]);
    device.publish('$iothub/twin/GET/?$rid=x%20y', ' ');
    const { topic, text } = await device.message('$iothub/twin/res/');
    expect(topic).toBe('$iothub/twin/res/200/?$rid=x%20y');
    expect(JSON.parse(text)).toEqual({ desired: { $version: 1 }, reported: { $version: 1 } });
  });

  it('a reported patch answers 204 without a body, the new $version in the topic', async () => {
    const { hub } = await hubWith(['d']);
    const device = await subscribed(hub, [answers]);
    device.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', '{"a":1}');
    expect(await device.message('$iothub/twin/res/')).toEqual({
      topic: '$iothub/twin/res/204/?$rid=1&$version=2',
      text: '',
      qos: 0,
    });
  });

  it('$version in the topic locks: another number is 412', async () => {
    const { hub } = await hubWith(['d']);
    const device = await subscribed(hub, [answers]);
    device.publish('$iothub/twin/PATCH/properties/reported/?$rid=1&$version=5', '{"a":1}');
    const { topic, text } = await device.message('$iothub/twin/res/');
    expect(topic).toBe('$iothub/twin/res/412/?$rid=1');
    expect(JSON.parse(text)).toMatchObject({ errorCode: 412001 });
  });

  it.each([
    '{"a":',
    '[1]',
    '{"$version":1}',
    '{"a.b":1}',
    '{"a":4503599627370496}',
    '',
  ])('a patch of %j answers 400 with a body of JSON that has errorCode', async patch => {
    const { hub } = await hubWith(['d']);
    const device = await subscribed(hub, [answers]);
    device.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', patch);
    const { topic, text } = await device.message('$iothub/twin/res/');
    expect(topic).toBe('$iothub/twin/res/400/?$rid=1');
    const body = JSON.parse(text);
    expect(Math.floor(body.errorCode / 1000)).toBe(400);
    expect(body).toMatchObject({ message: expect.any(String), trackingId: expect.any(String) });
  });

  it('desired changes are told as their diff, with $version in body and topic, at QoS 0', async () => {
    const { hub, rest } = await hubWith(['d']);
    const { device } = await rawDevice(hub, 'd');
    await device.subscribe([desired, 1]).packet('suback');
    await patchDesired(rest, { a: { b: 1 } });
    await rest('PATCH', '/twins/d', { body: { tags: { quiet: true } } });
    await patchDesired(rest, { a: { b: null } });
    await device.message('$iothub/twin/PATCH/properties/desired/?$version=3');
    expect(device.messages).toEqual([
      { topic: '$iothub/twin/PATCH/properties/desired/?$version=2', text: '{"a":{"b":1},"$version":2}', qos: 0 },
      { topic: '$iothub/twin/PATCH/properties/desired/?$version=3', text: '{"a":{"b":null},"$version":3}', qos: 0 },
    ]);
  });

  it('a replacement is told as what is new, and null for what is gone', async () => {
    const { hub, rest } = await hubWith(['d']);
    await patchDesired(rest, { a: 1, b: 2 });
    const device = await subscribed(hub, [desired]);
    await rest('PUT', '/twins/d', { body: { properties: { desired: { a: 1, c: 100 } } } });
    const { text } = await device.message('$iothub/twin/PATCH/properties/desired/');
    expect(JSON.parse(text)).toEqual({ a: 1, b: null, c: 100, $version: 3 });
  });
});

describe('methods over MQTT', () => {
  it('come with their payload as JSON, null included, and late or unknown answers are ignored', async () => {
    const { hub, rest } = await hubWith(['d']);
    const device = await subscribed(hub, [methods]);
    device.publish('$iothub/methods/res/200/?$rid=unknown', '{}');
    const answer = rest('POST', '/twins/d/methods', { body: { methodName: 'reboot', payload: null } });
    const { topic, text, qos } = await device.message('$iothub/methods/POST/reboot/?$rid=');
    expect([text, qos]).toEqual(['null', 0]);
    const rid = topic.slice(topic.indexOf('=') + 1);
    device.publish(`$iothub/methods/res/-1/?$rid=${rid}`, '');
    expect((await answer).body).toEqual({ status: -1, payload: null });
  });
});
