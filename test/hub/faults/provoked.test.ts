import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { type Rest, restOf } from '../../helpers/rest.ts';

const control = (rest: Rest, command: object) => rest('POST', '/$twin-tui/control', { body: command });

describe('provoked on purpose', () => {
  it('throttling answers 429 with its code and text, no Retry-After, and closes the connection', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'S1' } }));
    for (let call = 0; call < 20; call++) expect((await rest('GET', '/configurations')).status).toBe(200);
    const { status, code, body, headers } = await rest('GET', '/configurations');
    expect([status, code]).toEqual([429, 'ThrottlingBacklogTimeout']);
    expect((body as { Message: string }).Message).toBe(
      'ErrorCode:ThrottlingBacklogTimeout;The request has been throttled. Wait 10 seconds and try again. ' +
        'Operation type: ConfigurationRead',
    );
    expect([headers['retry-after'], headers.connection]).toEqual([undefined, 'close']);
  });

  it('throttling ends when it is turned off', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'F1' } }));
    for (let call = 0; call < 21; call++) await rest('GET', '/configurations');
    expect((await rest('GET', '/configurations')).status).toBe(429);
    await control(rest, { action: 'throttle', tier: 'off' });
    expect((await rest('GET', '/configurations')).status).toBe(200);
  });

  it('latency delays every answer but that of the control command', async () => {
    const rest = restOf(await startTestHub());
    await control(rest, { action: 'latency', milliseconds: 200 });
    const began = performance.now();
    await rest('GET', '/configurations');
    expect(performance.now() - began).toBeGreaterThanOrEqual(195);
    await control(rest, { action: 'latency', milliseconds: 60_000 });
    expect((await control(rest, { action: 'latency', milliseconds: 0 })).status).toBe(200);
    expect((await rest('GET', '/configurations')).status).toBe(200);
  });

  it('a broken disk refuses writes, keeps nothing of them, and serves reads', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'twin-tui-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const rest = restOf(await startTestHub({ dataDir }));
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await control(rest, { action: 'disk', broken: true });
    const refused = await rest('PATCH', '/twins/d', { body: { tags: { a: 1 } } });
    expect([500, 503]).toContain(refused.status);
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ etag: 'AAAAAAAAAAE=', version: 2 });
    await control(rest, { action: 'disk', broken: false });
    expect((await rest('PATCH', '/twins/d', { body: { tags: { a: 1 } } })).body).toMatchObject({
      etag: 'AAAAAAAAAAI=',
    });
  });

  it('a fixed clock stamps what is written', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const rest = restOf(await startTestHub({ fixedTime: now }));
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await control(rest, { action: 'clock', advance: 1000 });
    const { body } = await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    const at = new Date(now + 1000).toISOString().replace('Z', '0000Z');
    expect(body).toMatchObject({
      properties: { desired: { $metadata: { $lastUpdated: at, a: { $lastUpdated: at } } } },
    });
  });

  it('throttling answers twin requests over MQTT with 429 and a body that has the code', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    const device = await plainDevice(hub, 'd');
    await device.subscribeAsync('$iothub/twin/res/#');
    await control(rest, { action: 'exhaust', on: true });
    const refused = new Promise<[string, Buffer]>(resolve =>
      device.on('message', (name, payload) => resolve([name, payload])),
    );
    device.publish('$iothub/twin/GET/?$rid=1', '');
    const [topic, body] = await refused;
    expect(topic).toMatch(/^\$iothub\/twin\/res\/429\/\?\$rid=\d+$/);
    expect(JSON.parse(body.toString())).toMatchObject({ errorCode: 429003 });
  });

  it('connections are dropped, one or all, and may come back', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    for (const deviceId of ['a', 'b']) await rest('PUT', `/devices/${deviceId}`, { body: { deviceId } });
    const [a, b] = [await plainDevice(hub, 'a'), await plainDevice(hub, 'b')];
    const closed = (device: MqttClient) => new Promise(resolve => device.once('close', () => resolve(true)));
    const first = closed(a);
    await control(rest, { action: 'drop', deviceId: 'a' });
    expect([await first, b.connected]).toEqual([true, true]);
    const second = closed(b);
    await control(rest, { action: 'drop' });
    expect(await second).toBe(true);
    expect((await plainDevice(hub, 'a')).connected).toBe(true);
  });
});

/** A device as the plain MQTT client of npm has it. */
async function plainDevice(hub: Hub, deviceId: string): Promise<MqttClient> {
  const key = /SharedAccessKey=([^;]+)/.exec(hub.deviceConnectionString(deviceId) ?? '')?.[1] ?? '';
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const device = await connectAsync({
    protocol: 'mqtts',
    host: hub.address,
    port: hub.mqttPort,
    servername: hub.hostName,
    ca: hub.ca,
    clientId: deviceId,
    username: `${hub.hostName}/${deviceId}/?api-version=2021-04-12`,
    password: signSas({ resource: `${hub.hostName}/devices/${deviceId}`, expiry, key }),
    reconnectPeriod: 0,
    protocolVersion: 4,
    clean: true,
  });
  onTestFinished(() => void device.end(true));
  return device;
}
