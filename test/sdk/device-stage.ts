import { X509Certificate } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:https';
import { connect } from 'node:tls';
import { Client, type DeviceMethodRequest, type DeviceMethodResponse, ModuleClient, type Twin } from 'azure-iot-device';
import { Mqtt, MqttWs } from 'azure-iot-device-mqtt';
import { expect, onTestFinished } from 'vitest';
import { issueAuthority, issueServer } from '../../src/hub/certificates/issue.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { issueSigned } from '../helpers/device-certificates.ts';
import { createIdentity, type DeviceHub, startDeviceHub } from '../helpers/device-hub.ts';
import type { Rest } from '../helpers/rest.ts';

export type AnyClient = Client | ModuleClient;
/** `path` is that of the identity's twin over REST. */
export type DeviceStage = DeviceHub & { readonly client: AnyClient; readonly path: string };
export type Transport = { readonly over: typeof Mqtt | typeof MqttWs; readonly key: 'd' | 'd/m' };

/** A hub, and the device SDK for one of its identities, not yet opened; it is closed when the test is over. */
export async function deviceStage({ over, key }: Transport): Promise<DeviceStage> {
  const stage = await startDeviceHub(['d', 'd/m']);
  const { hub } = stage;
  const text = connectionString(hub, key, over);
  const client = key === 'd' ? Client.fromConnectionString(text, over) : ModuleClient.fromConnectionString(text, over);
  return { ...stage, client: await prepared(client, hub), path: key === 'd' ? '/twins/d' : '/twins/d/modules/m' };
}

/** Over WebSockets the SDK asks for port 443 of whatever it is told, so the name alone is said. */
export function connectionString(hub: Hub, key: Transport['key'], over: Transport['over'] = Mqtt): string {
  const text = hub.deviceConnectionString('d', key.split('/')[1])!;
  return over === MqttWs ? text.replace(/;GatewayHostName=.*/, '') : text;
}

/** With what a client must be told of a hub that is not in Azure: whom to trust, and where its WebSockets are. */
export async function prepared<C extends AnyClient>(client: C, hub: Hub, more: object = {}): Promise<C> {
  onTestFinished(async () => void (await client.close().catch(() => {})));
  await client.setOptions({ ca: hub.ca, mqtt: { webSocketAgent: agentTo(hub, more) }, ...more } as never);
  return client;
}

/** The SDK's own option for an agent reaches another port than 443. */
function agentTo(hub: Hub, certificate: object): Agent {
  const agent = new Agent();
  const { address: host, httpsPort: port, ca } = hub;
  (agent as unknown as { createConnection: (options: AgentOptions) => unknown }).createConnection = options =>
    connect({ ...options, ...certificate, host, port, ca, servername: 'localhost' } as never);
  return agent;
}

export type Certificate = { readonly cert: string; readonly key: string };

/** `byThumb` is known by its certificate's fingerprint, `byAuthority` by who signed it. */
export async function devicesWithCertificates(rest: Rest): Promise<{ byThumb: Certificate; byAuthority: Certificate }> {
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
  return { byThumb: pair(own), byAuthority: pair(signed) };
}

/** Two modules of a device with keys; the authority certified both ids of the second. hub-reference 3.9. */
export async function modulesWithCertificates(rest: Rest): Promise<{ byThumb: Certificate; byAuthority: Certificate }> {
  const own = await issueAuthority(Date.now());
  const authority = await issueAuthority(Date.now());
  const signed = await issueSigned(authority, 'd/byAuthority');
  const primaryThumbprint = new X509Certificate(own.certificate).fingerprint256.replaceAll(':', '');
  await createIdentity(rest, 'd/byThumb', {
    authentication: { type: 'selfSigned', x509Thumbprint: { primaryThumbprint } },
  });
  await createIdentity(rest, 'd/byAuthority', { authentication: { type: 'certificateAuthority' } });
  await rest('POST', '/$twin-tui/authorities', { body: { pem: authority.certificate } });
  return { byThumb: pair(own), byAuthority: pair(signed) };
}

const pair = ({ certificate, key }: { certificate: string; key: string }): Certificate => ({ cert: certificate, key });

export const report = (twin: Twin, patch: object) =>
  new Promise<void>((resolve, reject) => {
    twin.properties.reported.update(patch, (error: Error | null) => (error ? reject(error) : resolve()));
  });

/** Resolves when a desired property has the value; the first event is what was there when the listener came. */
export const desiredIs = (twin: Twin, name: string, wanted: unknown) =>
  new Promise<void>(resolve => {
    twin.on(`properties.desired.${name}`, value => value === wanted && resolve());
  });

export const setDesired = (rest: Rest, path: string, desired: object) =>
  rest('PATCH', path, { body: { properties: { desired } } });

type Answer = (request: DeviceMethodRequest, response: DeviceMethodResponse) => Promise<void>;

/** Takes a method and answers with its payload. */
export function answerMethods(client: AnyClient, name = 'reboot'): void {
  const answer: Answer = async ({ payload }, response) => response.send(200, { got: payload });
  if (client instanceof Client) client.onDeviceMethod(name, answer as never);
  else client.onMethod(name, answer as never);
}

export async function callMethod(rest: Rest, path: string, payload: unknown): Promise<void> {
  const seconds = { responseTimeoutInSeconds: 10, connectTimeoutInSeconds: 5 };
  const { body } = await rest('POST', `${path}/methods`, { body: { methodName: 'reboot', payload, ...seconds } });
  expect(body).toEqual({ status: 200, payload: { got: payload } });
}

/** All a device does with its twin and methods. */
export async function exercise({ client, rest, path }: Omit<DeviceStage, 'hub' | 'news'>): Promise<Twin> {
  const twin = await client.getTwin();
  expect(twin.properties.desired).toMatchObject({ $version: 1 });
  await report(twin, { battery: 55, list: [1, { a: 1 }] });
  const reported = { battery: 55, list: [1, { a: 1 }], $version: 2 };
  expect((await rest('GET', path)).body).toMatchObject({ properties: { reported } });
  await expect(report(twin, { 'a.b': 1 })).rejects.toThrow();
  const changed = desiredIs(twin, 'interval', 5);
  await setDesired(rest, path, { interval: 5 });
  await changed;
  answerMethods(client);
  await callMethod(rest, path, { delay: 1 });
  return twin;
}

/** That twin, desired changes and methods still work. */
export async function exerciseAgain(twin: Twin, { rest, path }: Omit<DeviceStage, 'hub' | 'news'>): Promise<void> {
  await report(twin, { again: true });
  const changed = desiredIs(twin, 'interval', 9);
  await setDesired(rest, path, { interval: 9 });
  await changed;
  await callMethod(rest, path, 2);
}
