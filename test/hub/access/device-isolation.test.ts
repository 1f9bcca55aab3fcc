import type { IConnectPacket } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { type DeviceHub, News } from '../../helpers/device-hub.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';
import { connectPacket, WireClient } from '../../helpers/wire-client.ts';
import { covers, createIdentities, credentials, keysOf, resourceOf } from './credentials.ts';

const identities = ['dev-a', 'dev-a/m', 'dev-b', 'dev-off'];

describe('CONNECT with every credential', () => {
  it.each(identities)('as %s lets in the identity itself and who may connect devices', async target => {
    const { hub } = await hubWithIdentities();
    const [found, expected] = [[] as string[], [] as string[]];
    for (const { name, rights, scope, identity, text } of credentials) {
      const mayConnect = identity === undefined ? rights.includes('DeviceConnect') : identity === target;
      const isIn = target !== 'dev-off' && mayConnect && covers(scope, resourceOf(target));
      const password = text(hub);
      const { code } = await connect(hub, target, {
        password: password === undefined ? undefined : Buffer.from(password),
      });
      expected.push(`${name}: ${isIn ? 0 : 5}`);
      found.push(`${name}: ${code}`);
    }
    expect(found).toEqual(expected);
  });

  it('keeps from dev-a what is for a device that is called as tokens used to end', async () => {
    const { hub } = await hubWithIdentities();
    const { name: policy, primaryKey: key } = hub.policies.find(({ name }) => name === 'device')!;
    for (const [path, code] of [
      ['devices/api-version=2016-11-14', 5],
      ['devices/dev-a/api-version=2016-11-14', 0],
    ] as const) {
      const token = signSas({ resource: `${hub.hostName}/${path}`, expiry: 4102444800, key, policy });
      expect(await connect(hub, 'dev-a', { password: Buffer.from(token) }), path).toMatchObject({ code });
    }
  });
});

describe('dev-a, let in, is kept from dev-b', () => {
  const filters = [
    ...['devices/dev-b/messages/devicebound/#', 'devices/dev-b/#', 'devices/dev-b/modules/m/#'],
    ...['devices/+/messages/devicebound/#', 'devices/#', '#', '+/+', '$iothub/#', '$SYS/#'],
    ...['$iothub/twin/#', '$share/x/devices/dev-b/messages/devicebound/#', 'devices/dev-a/../dev-b/#'],
    ...['$iothub/twin/PATCH/properties/desired/dev-b', 'devices/dev-a/modules/m/inputs/#', 'devices/dev-ab/#'],
  ];
  it.each(filters)('SUBSCRIBE to %s is refused or ends the connection', async filter => {
    const { hub } = await hubWithIdentities();
    const { client } = await connect(hub, 'dev-a');
    const granted = client.subscribe(filter).catch(() => 'closed');
    expect(['closed', JSON.stringify([128])]).toContain(
      await granted.then(answer => (answer === 'closed' ? answer : JSON.stringify(answer))),
    );
  });

  const topics = [
    ...[
      'devices/dev-b/messages/events/',
      'devices/dev-b/messages/events/a=b',
      'devices/dev-a/modules/m/messages/events/',
    ],
    ...[
      'devices/dev-b/modules/m/messages/events/',
      'devices/dev-a/../dev-b/messages/events/',
      'devices/dev-ab/messages/events/',
    ],
    ...[
      'devices/dev-b/messages/devicebound/',
      'devices/dev-a/messages/devicebound/',
      '$iothub/twin/PATCH/properties/desired/?$rid=1',
    ],
    ...['$iothub/twin/res/200/?$rid=1', '$iothub/methods/POST/reboot/?$rid=1', '$iothub/dev-b/twin/GET/?$rid=1'],
  ];
  it.each(topics)('PUBLISH to %s ends the connection and reaches nobody', async topic => {
    const { hub, news } = await hubWithIdentities();
    const { client: other } = await connect(hub, 'dev-b');
    await other.subscribe(
      'devices/dev-b/messages/devicebound/#',
      '$iothub/twin/PATCH/properties/desired/#',
      '$iothub/methods/POST/#',
    );
    const { client } = await connect(hub, 'dev-a');
    client.publish(topic, '{"hijacked":true}');
    await client.closed();
    expect(await other.arrivedUntilPing()).toEqual([]);
    expect(news.of('telemetry')).toEqual([]);
  });

  it('by a will for it: CONNECT is refused', async () => {
    const { hub } = await hubWithIdentities();
    const will = {
      topic: 'devices/dev-b/messages/events/',
      payload: Buffer.from('gone'),
      qos: 0 as const,
      retain: false,
    };
    expect((await connect(hub, 'dev-a', { will })).code).toBe(5);
  });

  it.each([
    ['the client id of dev-b', { clientId: 'dev-b' }],
    ['the user name of dev-b', { username: 'localhost/dev-b/?api-version=2021-04-12' }],
    ['the client id of its own module', { clientId: 'dev-a/m' }],
    ['both names of dev-b', { clientId: 'dev-b', username: 'localhost/dev-b/?api-version=2021-04-12' }],
  ])('by %s: CONNECT is refused, and dev-b stays connected', async (_, change) => {
    const { hub } = await hubWithIdentities();
    const { client: other } = await connect(hub, 'dev-b');
    expect((await connect(hub, 'dev-a', change)).code).toBe(5);
    expect(await other.arrivedUntilPing()).toEqual([]);
  });

  it('by an answer to a method call of dev-b, its request id guessed', async () => {
    const { hub, rest } = await hubWithIdentities();
    const { client: other } = await connect(hub, 'dev-b');
    await other.subscribe('$iothub/methods/POST/#');
    const { client } = await connect(hub, 'dev-a');
    const called = rest('POST', '/twins/dev-b/methods', { body: { methodName: 'who', responseTimeoutInSeconds: 30 } });
    const { topic } = await other.message();
    const rid = /\$rid=(.+)$/.exec(topic)![1]!;
    client.publish(`$iothub/methods/res/200/?$rid=${rid}`, '"dev-a"');
    await client.arrivedUntilPing();
    other.publish(`$iothub/methods/res/200/?$rid=${rid}`, '"dev-b"');
    expect((await called).body).toEqual({ status: 200, payload: 'dev-b' });
  });

  it('in its twin: what it reports is its own, whatever the patch says it is', async () => {
    const { hub, rest } = await hubWithIdentities();
    const before = (await rest('GET', '/twins/dev-b')).text;
    const { client } = await connect(hub, 'dev-a');
    await client.subscribe('$iothub/twin/res/#');
    client.publish('$iothub/twin/PATCH/properties/reported/?$rid=1&deviceId=dev-b', '{"deviceId":"dev-b"}');
    expect((await client.message()).topic).toMatch(/^\$iothub\/twin\/res\/204\//);
    expect((await rest('GET', '/twins/dev-b')).text).toBe(before);
    expect((await rest('GET', '/twins/dev-a')).body).toMatchObject({ properties: { reported: { deviceId: 'dev-b' } } });
  });
});

describe('a module', () => {
  it('neither reads nor writes the twin of its device', async () => {
    const { hub, rest } = await hubWithIdentities();
    await rest('PATCH', '/twins/dev-a', { body: { properties: { desired: { secret: 1 } } } });
    const { client } = await connect(hub, 'dev-a/m');
    await client.subscribe('$iothub/twin/res/#', '$iothub/twin/PATCH/properties/desired/#');
    client.publish('$iothub/twin/GET/?$rid=1');
    expect((await client.message()).body).not.toContain('secret');
    client.publish('$iothub/twin/PATCH/properties/reported/?$rid=2', '{"by":"module"}');
    await client.message();
    expect((await rest('GET', '/twins/dev-a')).text).not.toContain('"by":"module"');
    await rest('PATCH', '/twins/dev-a', { body: { properties: { desired: { more: 1 } } } });
    expect(await client.arrivedUntilPing()).toEqual([]);
  });
});

async function hubWithIdentities(): Promise<DeviceHub> {
  const hub = await startTestHub();
  const rest = restOf(hub);
  const news = new News(hub);
  await createIdentities(rest);
  return { hub, rest, news };
}

type Change = Omit<Partial<IConnectPacket>, 'password'> & { readonly password?: Buffer | undefined };

/** By the identity's own key, unless said otherwise. */
async function connect(hub: Hub, identity: string, change: Change = {}) {
  const client = await WireClient.open(hub);
  const resource = [hub.hostName, ...resourceOf(identity)].join('/');
  const password = Buffer.from(signSas({ resource, expiry: 4102444800, key: keysOf[identity]! }));
  const { password: shown, ...packet } = { ...connectPacket(identity, { password }), ...change };
  client.send(shown === undefined ? packet : { ...packet, password: shown });
  return { client, code: (await client.next('connack')).returnCode };
}
