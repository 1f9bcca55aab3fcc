import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryCertificates } from '../../src/hub/certificates/certificates.ts';
import { compose } from '../../src/hub/compose.ts';
import { HubFaults } from '../../src/hub/faults/hub-faults.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { listenMqtt } from '../../src/hub/mqtt/listen-mqtt.ts';
import { MemoryState } from '../../src/hub/state/memory-state.ts';
import { bounds } from '../../src/lib/bounds.ts';
import { startDeviceHub } from '../helpers/device-hub.ts';
import type { Rest } from '../helpers/rest.ts';
import { connectPacket, connectWire, desired, res, WireClient } from '../helpers/wire-client.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Milliseconds that nobody may keep the others waiting; a loaded machine needs some of it by itself. */
const patience = 1_000;

/** While something goes on, another client's reads go on, too; resolves with the longest that one took. */
async function longestRead(rest: Rest, during: () => Promise<unknown>): Promise<number> {
  let [longest, isOver] = [0, false];
  const reading = (async () => {
    while (!isOver) {
      const start = performance.now();
      expect((await rest('GET', '/twins/other')).status).toBe(200);
      longest = Math.max(longest, performance.now() - start);
    }
  })();
  await during();
  isOver = true;
  await reading;
  return longest;
}

async function dial({ address, mqttPort, ca }: Hub): Promise<TLSSocket> {
  const socket = connectTls({ host: address, port: mqttPort, ca, servername: 'localhost' });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

const isEnded = (socket: TLSSocket) => socket.destroyed || socket.readableEnded;

const nested = (depth: number, open = '{"a":', close = '}') => `${open.repeat(depth)}1${close.repeat(depth)}`;
const manyKeys = (count: number, key: (index: number) => string) =>
  `{${Array.from({ length: count }, (_, index) => `"${key(index)}":1`).join()}}`;

/** Each is a value for `tags` or a reported patch; none may be taken. */
const bombs: readonly [string, string][] = [
  ['a hundred thousand keys', manyKeys(100_000, index => `k${index}`)],
  // Before Node seeded the hashes of numbers, those that are equal in their lower bits met in one bucket.
  ['keys whose hashes are alike', manyKeys(30_000, index => String(index * 131_072))],
  ['objects nested a hundred thousand deep', nested(100_000)],
  ['objects nested just beyond the bound', nested(bounds.json.depth + 2)],
  ['arrays nested a hundred thousand deep', nested(100_000, '[', ']')],
  ['a string of a megabyte', JSON.stringify({ a: 'x'.repeat(1_000_000) })],
  ['a number of a hundred thousand digits', `{"a":${'9'.repeat(100_000)}}`],
  ['a hundred thousand repetitions of __proto__', `{"__proto__":${'{"__proto__":'.repeat(50)}1${'}'.repeat(51)}`],
];

describe('JSON made to hurt', () => {
  it.each(bombs)('is refused over REST while others are served: %s', async (_, value) => {
    const { rest } = await startDeviceHub(['d', 'other']);
    const longest = await longestRead(rest, async () => {
      for (let count = 0; count < 3; count++) {
        const { status } = await rest('PATCH', '/twins/d', { body: `{"tags":${value}}` });
        expect(status).toBe(400);
      }
    });
    expect(longest).toBeLessThan(patience);
    expect((await rest('GET', '/twins/d')).body).not.toHaveProperty('tags.a');
  });

  it.each(
    bombs.map(([name, value]) => [name, value.slice(0, bounds.mqtt.packet - 100)]),
  )('is refused over MQTT while others are served: %s', async (_, value) => {
    const { hub, rest } = await startDeviceHub(['d', 'other']);
    const device = await connectWire(hub, 'd', { subscribe: [res] });
    const longest = await longestRead(rest, async () => {
      device.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', value);
      expect((await device.message()).topic).toMatch(/^\$iothub\/twin\/res\/4\d\d\//);
    });
    expect(longest).toBeLessThan(patience);
    expect(device.isClosed).toBe(false);
  });

  it.each([
    ['parentheses', `SELECT * FROM devices WHERE ${'('.repeat(4000)}1=1${')'.repeat(4000)}`],
    ['negations', `SELECT * FROM devices WHERE ${'NOT '.repeat(2000)}true`],
    ['a chain of operators', `SELECT * FROM devices WHERE ${'1=1 OR '.repeat(1150)}1=1`],
    ['a pattern that a backtracking engine does not survive', `SELECT * FROM devices WHERE a = '${'a%'.repeat(4000)}'`],
    ['more characters than a query may have', `SELECT * FROM devices WHERE a = '${'x'.repeat(bounds.query.length)}'`],
  ])('so is a query: %s', async (_, query) => {
    const { rest } = await startDeviceHub(['other']);
    const longest = await longestRead(rest, async () => {
      const { status } = await rest('POST', '/devices/query', { body: { query } });
      expect(status).toBeLessThan(500);
    });
    expect(longest).toBeLessThan(patience);
  });
});

describe('MQTT clients that do not behave', () => {
  it('are closed when their CONNECT does not come, however slowly its bytes trickle; others are served', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { hub, rest } = await startDeviceHub(['d', 'other']);
    const slow = await Promise.all(Array.from({ length: 100 }, () => dial(hub)));
    for (const socket of slow) socket.write(Buffer.from([0x10, 0x7f, 0x00]));
    for (let step = 0; step < 4; step++) {
      vi.advanceTimersByTime(bounds.mqtt.connectTime / 4 + 500);
      for (const socket of slow) socket.write(Buffer.from([0x04]));
      expect((await rest('GET', '/twins/other')).status).toBe(200);
    }
    await vi.waitFor(() => expect(slow.filter(isEnded).length).toBe(slow.length), { timeout: 8_000 });
    const device = await connectWire(hub, 'd');
    expect(device.isClosed).toBe(false);
  });

  it.each([
    ['a first packet', bounds.mqtt.firstPacket, false],
    ['a packet', bounds.mqtt.packet, true],
  ])('are closed at the length of %s that is too long, before its bytes come', async (_, bound, isConnected) => {
    const { hub } = await startDeviceHub(['d']);
    const client = await WireClient.open(hub);
    if (isConnected) {
      client.send(connectPacket('d'));
      await client.next('connack');
    }
    client.send(Buffer.from([isConnected ? 0x30 : 0x10, ...variableLength(bound + 1)]));
    await client.closed();
  });

  it('hold no more than their kinds of subscriptions, however often they subscribe', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'other']);
    const device = await connectWire(hub, 'd');
    const granted = await device.subscribe(...Array.from({ length: 1_000 }, () => desired));
    expect(granted.length).toBe(1_000);
    const longest = await longestRead(rest, async () => {
      for (let count = 0; count < 1_000; count++) {
        device.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: desired, qos: 0 }] });
      }
      await device.arrivedUntilPing();
    });
    expect(longest).toBeLessThan(patience);
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { once: 1 } } } });
    const pushes = (await device.arrivedUntilPing()).filter(({ cmd }) => cmd === 'publish');
    expect(pushes.length).toBe(1);
  });
});

function variableLength(length: number): number[] {
  const bytes: number[] = [];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

it.each([
  'mqttPort',
  'httpsPort',
] as const)('a hub stops at once, though on its %s handshakes never began', async door => {
  const { hub } = await startDeviceHub(['d']);
  const silent = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const socket = connectTcp(hub[door], hub.address);
      socket.on('error', () => {});
      await once(socket, 'connect');
      return socket;
    }),
  );
  const ended = Promise.all(silent.map(socket => new Promise(done => socket.resume().on('close', done))));
  const start = performance.now();
  await hub.stop();
  expect(performance.now() - start).toBeLessThan(2_000);
  await ended;
});

it('what never begins its handshake with the MQTT port is closed', async () => {
  const composition = compose(new MemoryState(), new HubFaults(), {});
  onTestFinished(() => composition.close());
  const tls = await temporaryCertificates(['localhost'], Date.now());
  const options = { host: '127.0.0.1', port: 0, lenient: false, handshake: 50 };
  const listener = await listenMqtt(composition.mqtt, tls, options);
  onTestFinished(listener.close);
  const socket = connectTcp(listener.port, '127.0.0.1').resume();
  const start = performance.now();
  await new Promise(done => socket.on('error', () => {}).on('close', done));
  expect(performance.now() - start).toBeLessThan(5_000);
});

it('a thousand connections that say nothing cost the others nothing', async () => {
  const { hub, rest } = await startDeviceHub(['d', 'other']);
  const idle: TLSSocket[] = [];
  for (let count = 0; count < 20; count++) {
    idle.push(...(await Promise.all(Array.from({ length: 50 }, () => dial(hub)))));
  }
  const longest = await longestRead(rest, async () => {
    const device = await connectWire(hub, 'd', { subscribe: [res] });
    for (let n = 0; n < 20; n++) {
      device.publish(`$iothub/twin/PATCH/properties/reported/?$rid=${n}`, JSON.stringify({ n }));
      expect((await device.message()).topic).toContain('/res/204/');
    }
  });
  expect(idle.filter(isEnded)).toEqual([]);
  expect(longest).toBeLessThan(patience);
}, 60_000);
