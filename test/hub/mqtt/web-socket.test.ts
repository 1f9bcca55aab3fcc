import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import mqtt from 'mqtt-packet';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Hub } from '../../../src/hub/hub.ts';
import { bounds } from '../../../src/lib/bounds.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, tokenFor } from '../../helpers/wire-client.ts';

const url = (hub: Hub, path = '/$iothub/websocket') => `wss://localhost:${hub.httpsPort}${path}`;

async function connect(hub: Hub, path?: string, headers = {}) {
  const client = await connectAsync(url(hub, path), {
    clientId: 'd',
    username: 'localhost/d/?api-version=2021-04-12',
    password: tokenFor('d'),
    protocolVersion: 4,
    reconnectPeriod: 0,
    wsOptions: { ca: hub.ca, headers },
  });
  onTestFinished(async () => void (await client.endAsync(true)));
  return client;
}

/** The status that refuses an upgrade. */
function refusalOf(hub: Hub, path: string, protocol: string | undefined, headers = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url(hub, path), protocol, { ca: hub.ca, headers });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    socket.on('error', () => {});
    socket.on('open', () => reject(new Error('the upgrade was accepted')));
  });
}

describe('MQTT over WebSocket', () => {
  it.each([
    ['/$iothub/websocket'],
    ['/$iothub/websocket?iothub-no-client-cert=true'],
    ['/%24iothub/websocket'],
  ])('is spoken at %s on the HTTPS port', async path => {
    const { hub } = await startDeviceHub();
    const client = await connect(hub, path);
    const answered = new Promise<[string, string]>(resolve =>
      client.on('message', (topic, payload) => resolve([topic, payload.toString()])),
    );
    await client.subscribeAsync('$iothub/twin/res/#');
    await client.publishAsync('$iothub/twin/GET/?$rid=1', '', { qos: 1 });
    expect(await answered).toEqual([
      '$iothub/twin/res/200/?$rid=1',
      '{"desired":{"$version":1},"reported":{"$version":1}}',
    ]);
  });

  it('takes thousands of requests in one message that are refused at once, however many wait for the disk', async () => {
    const { hub } = await startDeviceHub();
    const socket = new WebSocket(url(hub), 'mqtt', { ca: hub.ca });
    onTestFinished(() => socket.terminate());
    const parser = mqtt.parser({ protocolVersion: 4 });
    const came = new Promise<string>(resolve => {
      parser.on('packet', ({ cmd }) => cmd === 'pingresp' && resolve(cmd));
      socket.on('close', () => resolve('the end of the connection'));
    });
    socket.on('message', (bytes: Buffer) => parser.parse(bytes));
    await once(socket, 'open');
    const topic = '$iothub/twin/PATCH/properties/reported/?$rid=1';
    const more = { cmd: 'publish', topic, qos: 0, dup: false, retain: false } as const;
    const [report, noJson] = [mqtt.generate({ ...more, payload: '{}' }), mqtt.generate({ ...more, payload: 'x' })];
    const reports = Array.from({ length: bounds.mqtt.pendingRequests - 1 }, () => report);
    socket.send(mqtt.generate(connectPacket('d')));
    socket.send(Buffer.concat([...reports, ...Array.from({ length: 9_000 }, () => noJson)]));
    socket.send(mqtt.generate({ cmd: 'pingreq' }));
    expect(await came).toBe('pingresp');
  });

  it('takes a large message and is one identity with MQTT over TCP', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connect(hub);
    await client.publishAsync('devices/d/messages/events/', Buffer.alloc(200_000), { qos: 1 });
    expect((await news.first('telemetry')).bytes).toBe(200_000);
    const closed = new Promise<void>(resolve => client.once('close', () => resolve()));
    await connect(hub);
    await closed;
    expect(await news.whyClosed('d')).toContain('400027');
  });

  it('takes a packet in as many frames as are allowed, and no more', async () => {
    const { hub } = await startDeviceHub();
    const socket = new WebSocket(url(hub), 'mqtt', { ca: hub.ca });
    await once(socket, 'open');
    const packet = mqtt.generate(connectPacket('d'));
    const closed = once(socket, 'close');
    const answered = once(socket, 'message');
    for (const [index, byte] of packet.entries()) socket.send(Buffer.of(byte), { fin: index === packet.length - 1 });
    expect((await answered)[0]).toEqual(Buffer.of(0x20, 2, 0, 0));
    for (let count = 0; count <= bounds.mqtt.webSocketFrames; count++) socket.send('', { fin: false });
    expect((await closed)[0]).toBe(1008);
  });

  it.each([
    ['mqtt', 'mqtt'],
    ['MQTT', 'MQTT'],
    ['amqp, Mqtt', 'Mqtt'],
  ])('takes the sub-protocol of %s in any case, and answers as it was written', async (offered, answered) => {
    const { hub } = await startDeviceHub();
    const socket = new WebSocket(url(hub), offered.split(', '), { ca: hub.ca });
    const connack = once(socket, 'message');
    await once(socket, 'open');
    expect(socket.protocol).toBe(answered);
    socket.send(mqtt.generate(connectPacket('d')));
    expect((await connack)[0]).toEqual(Buffer.of(0x20, 2, 0, 0));
    socket.terminate();
  });

  it("takes clients that name the hub's own origin, as paho does", async () => {
    const { hub } = await startDeviceHub();
    const { connected } = await connect(hub, undefined, { Origin: `https://localhost:${hub.httpsPort}` });
    expect(connected).toBe(true);
  });

  it('is refused elsewhere, without its sub-protocol, and to web pages', async () => {
    const { hub } = await startDeviceHub();
    expect(await refusalOf(hub, '/mqtt', 'mqtt')).toBe(404);
    expect(await refusalOf(hub, '/$iothub/websocket', 'amqp')).toBe(400);
    expect(await refusalOf(hub, '/$iothub/websocket', undefined)).toBe(400);
    for (const Origin of [
      'https://example.org',
      `http://localhost:${hub.httpsPort}`,
      'https://localhost.example',
      'null',
    ]) {
      expect(await refusalOf(hub, '/$iothub/websocket', 'mqtt', { Origin }), Origin).toBe(404);
    }
  });

  it('is closed where it is refused, though the client leaves its own half open', async () => {
    const { hub } = await startDeviceHub();
    const tcp = connectTcp({ host: hub.address, port: hub.httpsPort, allowHalfOpen: true });
    const socket = connectTls({ socket: tcp, servername: hub.hostName, ca: hub.ca });
    onTestFinished(() => void socket.destroy());
    socket.write('GET /mqtt HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /);
    // What is written to a half that nobody reads is taken for ever; to a closed connection it is an error.
    const closed = once(socket, 'error');
    const writing = setInterval(() => socket.write('x'), 10);
    onTestFinished(() => clearInterval(writing));
    expect(await closed).toHaveLength(1);
  });
});
