import { X509Certificate } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:https';
import { connect } from 'node:tls';
import {
  Client,
  type DeviceMethodRequest,
  Message,
  ModuleClient,
  SharedAccessKeyAuthenticationProvider,
  type Twin,
} from 'azure-iot-device';
import { Mqtt, MqttWs } from 'azure-iot-device-mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { issueAuthority, issueServer } from '../../../src/hub/certificates/issue.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { createIdentity, startDeviceHub } from '../../helpers/device-hub.ts';
import type { Rest } from '../../helpers/rest.ts';

type AnyClient = Client | ModuleClient;

async function opened<C extends AnyClient>(client: C, options: object): Promise<C> {
  await client.setOptions(options);
  await client.open();
  onTestFinished(async () => void (await client.close().catch(() => {})));
  return client;
}

/** The SDK asks for port 443 on WebSockets; its own option for an agent reaches another one. */
function agentTo(hub: Hub): Agent {
  const agent = new Agent();
  (agent as unknown as { createConnection: (options: AgentOptions) => unknown }).createConnection = options =>
    connect({ ...options, host: hub.address, port: hub.httpsPort, ca: hub.ca, servername: 'localhost' } as never);
  return agent;
}

const report = (twin: Twin, patch: object) =>
  new Promise<void>((resolve, reject) => {
    twin.properties.reported.update(patch, (error: Error | null) => (error ? reject(error) : resolve()));
  });

/** Resolves when a desired property has the value; the first event is what was there when the listener came. */
const desiredIs = (twin: Twin, name: string, wanted: unknown) =>
  new Promise<void>(resolve => {
    twin.on(`properties.desired.${name}`, value => value === wanted && resolve());
  });

const setDesired = (rest: Rest, path: string, desired: object) =>
  rest('PATCH', path, { body: { properties: { desired } } });

/** All a device does with its twin, its methods and messages. */
async function exercise(client: AnyClient, rest: Rest, path: string): Promise<Twin> {
  const twin = await client.getTwin();
  expect(twin.properties.desired).toMatchObject({ $version: 1 });
  await report(twin, { battery: 55, list: [1, { a: 1 }] });
  expect((await rest('GET', path)).body).toMatchObject({
    properties: { reported: { battery: 55, list: [1, { a: 1 }], $version: 2 } },
  });
  await expect(report(twin, { 'a.b': 1 })).rejects.toThrow();
  const changed = desiredIs(twin, 'interval', 5);
  await setDesired(rest, path, { interval: 5 });
  await changed;
  const answer = async (
    request: DeviceMethodRequest,
    response: { send: (status: number, body: unknown) => Promise<void> },
  ) => response.send(200, { got: request.payload });
  if (client instanceof Client) client.onDeviceMethod('reboot', answer as never);
  else client.onMethod('reboot', answer as never);
  const body = {
    methodName: 'reboot',
    payload: { delay: 1 },
    responseTimeoutInSeconds: 10,
    connectTimeoutInSeconds: 5,
  };
  expect((await rest('POST', `${path}/methods`, { body })).body).toEqual({
    status: 200,
    payload: { got: { delay: 1 } },
  });
  return twin;
}

describe('the device SDK', () => {
  it('does all of its twin, methods and messages over MQTT', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const client = await opened(Client.fromConnectionString(hub.deviceConnectionString('d')!, Mqtt), { ca: hub.ca });
    await exercise(client, rest, '/twins/d');
    const message = new Message('{"t":1}');
    message.properties.add('kind', 'a b');
    message.contentType = 'application/json';
    await client.sendEvent(message);
    const { properties } = await news.first('telemetry');
    expect(properties).toMatchObject({ kind: 'a b', '$.ct': 'application/json' });
    client.on('message', () => {});
    await news.first('wire', ({ what }) => what.includes('devicebound'));
  });

  it('does so over WebSockets', async () => {
    const { hub, rest } = await startDeviceHub();
    const connectionString = hub.deviceConnectionString('d')!.replace(/;GatewayHostName=.*/, '');
    const client = await opened(Client.fromConnectionString(connectionString, MqttWs), {
      ca: hub.ca,
      mqtt: { webSocketAgent: agentTo(hub) },
    });
    await exercise(client, rest, '/twins/d');
  });

  it('does so as a module', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    const client = await opened(ModuleClient.fromConnectionString(hub.deviceConnectionString('d', 'm')!, Mqtt), {
      ca: hub.ca,
    });
    await exercise(client, rest, '/twins/d/modules/m');
    client.on('inputMessage', () => {});
  });

  it('does so with a certificate, by thumbprint and by authority', async () => {
    const { hub, rest } = await startDeviceHub([]);
    const now = Date.now();
    const own = await issueAuthority(now);
    const authority = await issueAuthority(now);
    const signed = await issueServer(authority, ['byAuthority'], now);
    const primaryThumbprint = new X509Certificate(own.certificate).fingerprint256.replaceAll(':', '');
    await createIdentity(rest, 'byThumb', {
      authentication: { type: 'selfSigned', x509Thumbprint: { primaryThumbprint } },
    });
    await createIdentity(rest, 'byAuthority', { authentication: { type: 'certificateAuthority' } });
    await rest('POST', '/$twin-tui/authorities', { body: { pem: authority.certificate } });
    // With certificates the SDK passes over GatewayHostName, so the port goes where it is honoured.
    const connectionString = (id: string) => `HostName=localhost:${hub.mqttPort};DeviceId=${id};x509=true`;
    const open = (id: string, { certificate: cert, key }: typeof own) =>
      opened(Client.fromConnectionString(connectionString(id), Mqtt), { ca: hub.ca, cert, key });
    await exercise(await open('byThumb', own), rest, '/twins/byThumb');
    await exercise(await open('byAuthority', signed), rest, '/twins/byAuthority');
    await expect(open('byThumb', signed)).rejects.toThrow('Not authorized');
    await expect(open('byAuthority', own)).rejects.toThrow('Not authorized');
  });

  it('comes back by itself after a lost connection, and everything still works', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const client = await opened(Client.fromConnectionString(hub.deviceConnectionString('d')!, Mqtt), { ca: hub.ca });
    const twin = await exercise(client, rest, '/twins/d');
    const before = news.of('connection').filter(({ connected }) => connected).length;
    await rest('POST', '/$twin-tui/control', { body: { action: 'drop', deviceId: 'd' } });
    let seen = 0;
    await news.first('connection', ({ connected }) => connected && ++seen > before);
    await report(twin, { again: 1 });
    const changed = desiredIs(twin, 'interval', 9);
    await setDesired(rest, '/twins/d', { interval: 9 });
    await changed;
    const body = { methodName: 'reboot', payload: 2, responseTimeoutInSeconds: 10, connectTimeoutInSeconds: 5 };
    expect((await rest('POST', '/twins/d/methods', { body })).body).toEqual({ status: 200, payload: { got: 2 } });
  });

  it('renews a token of short life, and everything still works without a SUBSCRIBE', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const provider = SharedAccessKeyAuthenticationProvider.fromConnectionString(hub.deviceConnectionString('d')!, 4, 2);
    const client = await opened(Client.fromAuthenticationProvider(provider, Mqtt), { ca: hub.ca });
    const twin = await exercise(client, rest, '/twins/d');
    const subscriptions = news.of('wire').filter(({ what }) => what.startsWith('SUBSCRIBE')).length;
    await news.first('connection', ({ connected, reason }) => !connected && reason === 'the client disconnected');
    let seen = 0;
    await news.first('connection', ({ connected }) => connected && ++seen > 1);
    await report(twin, { renewed: true });
    const changed = desiredIs(twin, 'interval', 9);
    await setDesired(rest, '/twins/d', { interval: 9 });
    await changed;
    expect(news.of('wire').filter(({ what }) => what.startsWith('SUBSCRIBE'))).toHaveLength(subscriptions);
  });

  it('is told Not authorized when its key is wrong', async () => {
    const { hub } = await startDeviceHub();
    const wrong = hub.deviceConnectionString('d')!.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=AAAA');
    const client = Client.fromConnectionString(wrong, Mqtt);
    await client.setOptions({ ca: hub.ca });
    await expect(client.open()).rejects.toMatchObject({
      name: 'UnauthorizedError',
      message: expect.stringContaining('mqtt.js returned Failure on first connection (Not authorized)'),
    });
  });
});
