import type { IConnectPacket } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import { createIdentity, startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, connectWire, deviceKey, res, tokenFor, WireClient } from '../../helpers/wire-client.ts';

const version = 'api-version=2021-04-12';
const accepted: readonly (readonly [name: string, key: string, Partial<IConnectPacket>])[] = [
  ['a device', 'd', {}],
  ['a module', 'd/m', {}],
  ['the host in capitals', 'd', { username: `LOCALHOST/d/?${version}` }],
  ['the host with a port', 'd', { username: `localhost:18883/d/?${version}` }],
  ['the address for a host', 'd', { username: `127.0.0.1/d/?${version}` }],
  ['an IPv6 address', 'd', { username: `[::1]/d/?${version}` }],
  ['an IPv6 address with a port', 'd', { username: `[::1]:18883/d/?${version}` }],
  ['no slash before the bag', 'd', { username: `localhost/d?${version}` }],
  ['no question mark', 'd', { username: 'localhost/d/api-version=2016-11-14' }],
  ['the client type first', 'd', { username: `localhost/d/DeviceClientType=x&${version}` }],
  ['nothing behind the id', 'd', { username: 'localhost/d' }],
  ['a module with nothing behind the id', 'd/m', { username: 'localhost/d/m' }],
  ['an escaped bag', 'd', { username: 'localhost/d/?api%2Dversion=2021-04-12&DeviceClientType=a%2Fb%20(c)' }],
  ["the device's token for its module", 'd/m', { password: Buffer.from(tokenFor('d')) }],
];
const refused: readonly (readonly [name: string, key: string, Partial<IConnectPacket>, reason: string])[] = [
  ['an unknown device', 'nobody', {}, 'has no device'],
  ['an unknown module', 'd/x', {}, 'has no module'],
  ['a disabled device', 'off', {}, 'is disabled'],
  ['a module of a disabled device', 'off/m', {}, 'is disabled'],
  ['no user name', 'd', { username: undefined, password: undefined } as never, 'user name must read'],
  ['a user name of one part', 'd', { username: 'localhost' }, 'user name must read'],
  ['another client id', 'd', { clientId: 'e' }, 'is not the identity of the user name'],
  ['a module under its device name', 'd/m', { username: `localhost/d/?${version}` }, 'is not the identity'],
  ['another hub', 'd', { username: `elsewhere.azure-devices.net/d/?${version}` }, 'not called'],
  ['no password', 'd', { password: undefined } as never, 'neither a token nor a client certificate'],
  ['a password that is no token', 'd', { password: Buffer.from('secret') }, ''],
  ['a token of another device', 'd', { password: Buffer.from(tokenFor('other')) }, ''],
  ['a token of a device whose name it begins', 'dd', { password: Buffer.from(tokenFor('d')) }, ''],
  ['an expired token', 'd', { password: Buffer.from(tokenFor('d', 1_000_000_000)) }, ''],
  [
    'a token signed with another key',
    'd',
    { password: Buffer.from(signSas({ resource: 'localhost/devices/d', expiry: 4102444800, key: 'AAAA' })) },
    '',
  ],
  ['a will to an unknown topic', 'd', { will: { topic: 'x', payload: 'y' } }, 'a will must go to'],
  ["a will to another device's topic", 'd', { will: { topic: 'devices/dd/messages/events/', payload: 'y' } }, 'a will'],
];

describe('CONNECT', () => {
  it('lets in every form of user name that circulates', async () => {
    const { hub } = await startDeviceHub(['d', 'd/m']);
    for (const [name, key, change] of accepted) {
      const client = await WireClient.open(hub);
      client.send(connectPacket(key, change));
      expect(await client.next('connack'), name).toMatchObject({ returnCode: 0 });
    }
  });

  it.each([
    `localhost/a?b/?${version}`,
    `localhost/a?b?${version}`,
    'localhost/a?b/api-version=2016-11-14',
    `localhost/a?b/DeviceClientType=x&${version}`,
    'localhost/a?b',
  ])('takes an id with a question mark in %s', async username => {
    const { hub, rest } = await startDeviceHub(['a']);
    const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
    await rest('PUT', '/devices/a%3Fb', { body: { deviceId: 'a?b', authentication: { symmetricKey } } });
    const client = await WireClient.open(hub);
    client.send(connectPacket('a?b', { username }));
    expect(await client.next('connack')).toMatchObject({ returnCode: 0 });
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: res, qos: 0 }] });
    await client.next('suback');
    client.send({ cmd: 'publish', topic: '$iothub/twin/GET/?$rid=1', payload: '', qos: 0, dup: false, retain: false });
    expect((await client.next('publish')).topic).toBe('$iothub/twin/res/200/?$rid=1');
  });

  it('takes the name by which a client reached the hub, in its user name and its token', async () => {
    const { hub } = await startDeviceHub(['d', 'd/m']);
    const { name, primaryKey } = hub.policies.find(policy => policy.name === 'device')!;
    const ofPolicy = signSas({ resource: 'Build-Box', expiry: 4102444800, key: primaryKey, policy: name });
    for (const [key, host, token, returnCode] of [
      ['d', 'build-box', tokenFor('d', undefined, 'build-box'), 0],
      ['d', 'BUILD-BOX:8883', tokenFor('d', undefined, 'Build-Box:8883'), 0],
      ['d/m', 'build-box', tokenFor('d/m', undefined, 'build-box'), 0],
      ['d', 'build-box', ofPolicy, 0],
      ['d', 'build-box', tokenFor('d'), 0],
      ['d', 'build-box', tokenFor('d', undefined, 'other-box'), 5],
      ['d', 'build-box', tokenFor('other', undefined, 'build-box'), 5],
      ['d', 'other-box', tokenFor('d', undefined, 'other-box'), 5],
    ] as const) {
      const client = await WireClient.open(hub, { servername: 'build-box', checkServerIdentity: () => undefined });
      client.send(connectPacket(key, { username: `${host}/${key}/?${version}`, password: Buffer.from(token) }));
      expect(await client.next('connack'), `${host} ${token}`).toMatchObject({ returnCode });
    }
    const client = await WireClient.open(hub);
    client.send(connectPacket('d', { password: Buffer.from(tokenFor('d', undefined, 'build-box')) }));
    expect(await client.next('connack')).toMatchObject({ returnCode: 5 });
  });

  it('answers every refusal with 5 and closes, the reason only in the wire log', async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'dd', 'off', 'off/m']);
    await rest('PUT', '/devices/off', { body: { deviceId: 'off', status: 'disabled' }, headers: { 'If-Match': '*' } });
    for (const [name, key, change, reason] of refused) {
      const client = await WireClient.open(hub);
      const seen = news.of('wire').length;
      client.send(connectPacket(key, change));
      expect(await client.next('connack'), name).toMatchObject({ returnCode: 5, sessionPresent: false });
      await client.closed();
      const record = news
        .of('wire')
        .slice(seen)
        .find(({ what }) => what === 'CONNECT');
      expect(record, name).toMatchObject({ status: 5, who: undefined, note: expect.stringContaining(reason) });
      if (change.password) expect(JSON.stringify(record)).not.toContain(change.password.toString().slice(-40));
    }
  });

  it('of a client that left while it was held up makes nobody connected and drives nobody out', async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'e']);
    const present = await connectWire(hub, 'd');
    await rest('POST', '/$twin-tui/control', { body: { action: 'latency', milliseconds: 200 } });
    const impatient = await WireClient.open(hub);
    impatient.send(connectPacket('d'));
    // Newer Nodes throw away what is not sent yet.
    await new Promise(sent => impatient.socket.write('', sent));
    impatient.socket.destroy();
    // Held up as long, and begun later: when it is in, the other one would have been let in.
    await news.first('wire', ({ what }) => what === 'connection closed');
    await connectWire(hub, 'e');
    await rest('POST', '/$twin-tui/control', { body: { action: 'latency', milliseconds: 0 } });
    expect(await present.arrivedUntilPing()).toEqual([]);
    expect(present.isClosed).toBe(false);
    present.socket.destroy();
    await news.whyClosed('d');
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Disconnected' });
  });

  it('lets devices in by a policy with DeviceConnect, not by one without', async () => {
    const { hub } = await startDeviceHub();
    for (const [name, returnCode] of [
      ['device', 0],
      ['iothubowner', 0],
      ['service', 5],
      ['registryReadWrite', 5],
    ] as const) {
      const { primaryKey } = hub.policies.find(policy => policy.name === name)!;
      const password = Buffer.from(
        signSas({ resource: 'localhost', expiry: 4102444800, key: primaryKey, policy: name }),
      );
      const client = await WireClient.open(hub);
      client.send(connectPacket('d', { password }));
      expect(await client.next('connack'), name).toMatchObject({ returnCode });
    }
  });

  it.each([
    ['MQTT 5', { protocolVersion: 5 }],
    ['MQTT 3.1', { protocolVersion: 3, protocolId: 'MQIsdp' }],
  ] as const)('refuses %s with 1', async (_name, change) => {
    const { hub } = await startDeviceHub();
    const client = await WireClient.open(hub);
    client.send(connectPacket('d', change));
    expect(await client.next('connack')).toMatchObject({ returnCode: 1 });
    await client.closed();
  });

  it('takes packets that were sent without waiting for CONNACK', async () => {
    const { hub, rest } = await startDeviceHub();
    await rest('POST', '/$twin-tui/control', { body: { action: 'latency', milliseconds: 50 } });
    const client = await WireClient.open(hub);
    const get = { cmd: 'publish', topic: '$iothub/twin/GET/?$rid=1', payload: '', qos: 0, dup: false, retain: false };
    const subscribe = { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: res, qos: 0 }] };
    client.send(connectPacket('d'), subscribe as never, get as never);
    expect((await client.next('connack')).returnCode).toBe(0);
    expect((await client.message()).topic).toBe('$iothub/twin/res/200/?$rid=1');
  });

  it('sets the model of a plug-and-play device', async () => {
    const { hub, rest } = await startDeviceHub();
    await connectWire(hub, 'd', { username: `localhost/d/?${version}&model-id=dtmi%3Aa%3Bthermostat%3B1` });
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ modelId: 'dtmi:a;thermostat;1' });
    await connectWire(hub, 'd');
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ modelId: 'dtmi:a;thermostat;1' });
  });

  it('without api-version reads twins and is refused writing them', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { username: 'localhost/d', subscribe: [res] });
    client.publish('$iothub/twin/GET/?$rid=1');
    expect((await client.message()).topic).toBe('$iothub/twin/res/200/?$rid=1');
    client.publish('$iothub/twin/PATCH/properties/reported/?$rid=2', '{"a":1}');
    const { topic, body } = await client.message();
    expect([topic, JSON.parse(body)]).toEqual([
      '$iothub/twin/res/400/?$rid=2',
      expect.objectContaining({ errorCode: 400004 }),
    ]);
  });

  it('shows in the twin and the registry that the device is connected, and since when', async () => {
    const { hub, rest, news } = await startDeviceHub();
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Disconnected' });
    const client = await connectWire(hub, 'd');
    const { body } = await rest('GET', '/twins/d');
    expect(body).toMatchObject({ connectionState: 'Connected' });
    expect(Date.parse((body as { lastActivityTime: string }).lastActivityTime)).toBeGreaterThan(Date.now() - 60_000);
    client.send({ cmd: 'disconnect' });
    await news.whyClosed('d');
    expect((await rest('GET', '/devices/d')).body).toMatchObject({ connectionState: 'Disconnected' });
  });

  it('takes a token signed with the secondary key', async () => {
    const { hub, rest } = await startDeviceHub([]);
    const symmetricKey = { primaryKey: Buffer.alloc(32).toString('base64'), secondaryKey: deviceKey };
    await createIdentity(rest, 'd', { authentication: { type: 'sas', symmetricKey } });
    await connectWire(hub, 'd');
  });
});
