import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { startBareHub } from '../../helpers/bare-hub.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';

type Place = Pick<Hub, 'address' | 'httpsPort' | 'hostName' | 'ca'>;

async function open(hub: Place, options: object = {}): Promise<TLSSocket> {
  const socket = connect({ host: hub.address, port: hub.httpsPort, servername: hub.hostName, ca: hub.ca, ...options });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

/** What the hub sends until it closes. */
async function readAll(socket: TLSSocket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

function token(
  hub: Pick<Hub, 'hostName' | 'policies'>,
  expiry = Math.floor(Date.now() / 1000) + 3600,
  resource = hub.hostName,
): string {
  const { name, primaryKey } = hub.policies.find(policy => policy.name === 'iothubowner')!;
  return signSas({ resource, expiry, key: primaryKey, policy: name });
}

const get = (hub: Hub, headers: string) =>
  `GET /statistics/devices?api-version=2021-04-12 HTTP/1.1\r\n${headers}Authorization: ${token(hub)}\r\nConnection: close\r\n\r\n`;

describe('the HTTPS listener', () => {
  it('offers TLS 1.2 and 1.3 and asks for a certificate without requiring it', async () => {
    const hub = await startTestHub();
    for (const version of ['TLSv1.2', 'TLSv1.3']) {
      const socket = await open(hub, { minVersion: version, maxVersion: version });
      socket.write(get(hub, 'Host: localhost\r\n'));
      expect(await readAll(socket)).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it('answers to each of its names, with or without a port, and to no other', async () => {
    const hub = await startTestHub();
    for (const host of ['localhost', 'LOCALHOST', `localhost:${hub.httpsPort}`, '127.0.0.1', '[::1]:443']) {
      const socket = await open(hub);
      socket.write(get(hub, `Host: ${host}\r\n`));
      expect(await readAll(socket), host).toMatch(/^HTTP\/1.1 200 /);
    }
    for (const host of ['rebound.example', 'localhost.example', '']) {
      const socket = await open(hub);
      socket.write(get(hub, `Host: ${host}\r\n`));
      expect(await readAll(socket), host).toMatch(/^HTTP\/1.1 401 .*iothub-errorcode: IotHubNotFound/s);
    }
  });

  it('takes no requests of web pages', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    const refused = [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }];
    for (const headers of refused) {
      expect(
        await rest('GET', '/statistics/devices', { headers: { ...headers } as Record<string, string> }),
      ).toMatchObject({ status: 403, code: 'GenericForbidden' });
    }
    const own = { Origin: `https://localhost:${hub.httpsPort}` };
    expect(await rest('GET', '/statistics/devices', { headers: own })).toMatchObject({ status: 200 });
  });

  it('opens no WebSocket for web pages', async () => {
    const hub = await startTestHub();
    const upgrade = async (extra: string) => {
      const socket = await open(hub);
      const key =
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n';
      socket.write(
        `GET /$iothub/websocket HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}${extra}\r\n`,
      );
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString().split('\r\n')[0];
    };
    expect(await upgrade('Host: localhost\r\n')).toBe('HTTP/1.1 101 Switching Protocols');
    expect(await upgrade('Host: localhost\r\nOrigin: https://evil.example\r\n')).toBe('HTTP/1.1 404 Not Found');
    expect(await upgrade('Host: rebound.example\r\n')).toBe('HTTP/1.1 404 Not Found');
  });

  it('refuses a body over the limit before it is sent, and while it is sent', async () => {
    const hub = await startTestHub();
    const head = `PATCH /twins/d?api-version=2021-04-12 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token(hub)}\r\n`;
    const announced = await open(hub);
    announced.write(`${head}Content-Length: 99999999\r\n\r\n`);
    expect(await readAll(announced)).toMatch(/^HTTP\/1.1 413 .*Connection: close/s);
    const chunked = await open(hub);
    chunked.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let index = 0; index < 40; index++) chunked.write(piece);
    expect(await readAll(chunked)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('does not read the body of who may not write', async () => {
    const hub = await startTestHub();
    const socket = await open(hub);
    socket.write('PATCH /twins/d?api-version=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n');
    expect(await readAll(socket)).toMatch(/^HTTP\/1.1 401 .*Connection: close/s);
  });

  it('closes what is no TLS or no HTTP and goes on serving', async () => {
    const hub = await startTestHub();
    const plain = connectTcp(hub.httpsPort, hub.address);
    plain.on('error', () => {});
    plain.write('GET / HTTP/1.1\r\n\r\n');
    plain.resume();
    await once(plain, 'close');
    const garbage = await open(hub);
    garbage.write('\u0000\u0001\u0002 garbage\r\n\r\n');
    expect(await readAll(garbage)).toMatch(/^HTTP\/1.1 400 /);
    const large = await open(hub);
    large.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await readAll(large)).toMatch(/^HTTP\/1.1 4/);
    expect((await restOf(hub)('GET', '/statistics/devices')).status).toBe(200);
  });

  it('closes what never begins its handshake, never ends its headers or never ends its body', async () => {
    const patience = { handshake: 300, headers: 300, request: 600, idle: 1000, check: 50, untaken: 1000 };
    const { context, port, ca, rest, close } = await startBareHub(patience);
    onTestFinished(close);
    const policies = [context.state.get('policy', 'iothubowner')!];
    const place = { address: '127.0.0.1', httpsPort: port, hostName: 'localhost', ca, policies };
    const silent = connectTcp(port, place.address);
    const headers = await open(place);
    const body = await open(place);
    headers.write('GET / HTTP/1.1\r\n');
    const authorization = `Authorization: ${token(place)}\r\n`;
    body.write(`POST /devices?api-version=1 HTTP/1.1\r\nHost: localhost\r\n${authorization}Content-Length: 9\r\n\r\n`);
    const drip = setInterval(() => headers.write('X: y\r\n'), 50);
    onTestFinished(() => clearInterval(drip));
    await Promise.all([silent, headers, body].map(socket => once(socket.resume(), 'close')));
    expect((await rest('GET', '/statistics/devices')).status).toBe(200);
  });

  it('closes what does not take its answers', async () => {
    const patience = { handshake: 5000, headers: 5000, request: 5000, idle: 60_000, check: 5000, untaken: 300 };
    const { context, port, ca, rest, close } = await startBareHub(patience);
    onTestFinished(close);
    const policies = [context.state.get('policy', 'iothubowner')!];
    const place = { address: '127.0.0.1', httpsPort: port, hostName: 'localhost', ca, policies };
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    const desired = Object.fromEntries(Array.from({ length: 3_500 }, (_, index) => [`k${index}`, true]));
    await rest('PATCH', '/twins/d', { body: { properties: { desired } } });
    // With its metadata the twin takes a third of a megabyte: sixty are more than the system holds for a socket.
    const deaf = await open(place);
    const request = `GET /twins/d?api-version=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token(place)}\r\n\r\n`;
    deaf.write(request.repeat(60));
    const length = (await rest('GET', '/twins/d')).text.length;
    // Who does not read learns of the end when it writes.
    const nudge = setInterval(() => deaf.write('\r\n'), 50);
    onTestFinished(() => clearInterval(nudge));
    await new Promise(done => deaf.on('close', done));
    expect(deaf.bytesRead).toBeLessThan(60 * length);
  });

  it('ends the connection, not the hub, when an answer cannot be made', async () => {
    const { context, rest, close } = await startBareHub();
    onTestFinished(close);
    const { random } = context;
    const warned = once(process, 'warning');
    Object.assign(context, {
      random: () => {
        throw new Error('there is no randomness left');
      },
    });
    await expect(rest('GET', '/statistics/devices')).rejects.toThrow();
    const [warning] = (await warned) as [Error];
    expect(warning.message).toBe('there is no randomness left');
    Object.assign(context, { random });
    expect((await rest('GET', '/statistics/devices')).status).toBe(200);
  });

  it('serves many requests over one connection', async () => {
    const hub = await startTestHub();
    const socket = await open(hub);
    const request = get(hub, 'Host: localhost\r\n');
    socket.write(request.replace('Connection: close\r\n', '').repeat(20) + request);
    expect((await readAll(socket)).match(/HTTP\/1.1 200 /g)).toHaveLength(21);
  });

  it('honours a token until five minutes after its end', async () => {
    const now = Date.UTC(2026, 0, 1);
    const hub = await startTestHub({ fixedTime: now });
    const rest = restOf(hub);
    const answer = (seconds: number) =>
      rest('GET', '/statistics/devices', { headers: { Authorization: token(hub, now / 1000 + seconds) } });
    expect((await answer(-299)).status).toBe(200);
    expect(await answer(-300)).toMatchObject({ status: 401, code: 'IotHubUnauthorizedAccess' });
  });

  it('opens only what the scope of a token covers', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    await rest('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    await rest('PUT', '/devices/dev12', { body: { deviceId: 'dev12' } });
    const headers = { Authorization: token(hub, undefined, 'localhost/devices/dev1') };
    expect((await rest('GET', '/devices/dev1', { headers })).status).toBe(200);
    expect((await rest('GET', '/devices/dev12', { headers })).status).toBe(401);
    expect((await rest('GET', '/twins/dev1', { headers })).status).toBe(401);
  });

  it('opens what is called like a device only to tokens for all devices', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    await rest('PUT', '/devices/query', { body: { deviceId: 'query' } });
    const withScope = async (method: string, path: string, scope: string) => {
      const headers = { Authorization: token(hub, undefined, scope) };
      const body = method === 'POST' && { body: { query: 'SELECT * FROM devices' } };
      return (await rest(method, path, { headers, ...body })).status;
    };
    expect(await withScope('GET', '/devices/query', 'localhost/devices/query')).toBe(200);
    expect(await withScope('POST', '/devices/query', 'localhost/devices/query')).toBe(401);
    expect(await withScope('POST', '/DEVICES/Query', 'localhost/devices/Query')).toBe(401);
    expect(await withScope('POST', '/devices/keys/regenerate', 'localhost/devices/keys')).toBe(401);
    expect(await withScope('POST', '/devices/query', 'localhost/devices')).toBe(200);
    expect(await withScope('POST', '/devices/query', 'localhost')).toBe(200);
  });

  it('throttles with 429, closes, and does not say when to come back', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'F1' } }));
    const query = () => rest('POST', '/devices/query', { body: { query: 'SELECT * FROM devices' } });
    const answers = await Promise.all(Array.from({ length: 25 }, query));
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled[0]).toMatchObject({ code: 'ThrottlingBacklogTimeout', headers: { connection: 'close' } });
    expect(throttled[0]!.text).toContain('Operation type: Query');
    expect(throttled[0]!.headers['retry-after']).toBeUndefined();
  });

  it('stops at once with idle connections and feeds open', async () => {
    const hub = await startTestHub();
    const idle = await open(hub);
    idle.resume();
    const feed = await open(hub);
    feed.write(`GET /$twin-tui/feed?api-version=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token(hub)}\r\n\r\n`);
    await once(feed, 'data');
    feed.resume();
    const closed = Promise.all([once(idle, 'close'), once(feed, 'close')]);
    await hub.stop();
    await closed;
  });
});
