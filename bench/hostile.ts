import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bounds } from '../src/lib/bounds.ts';
import { HubProcess } from '../test/robustness/hub-process.ts';
import { LoadClient } from './hub/load-client.ts';
import { connectOf } from './hub/loads.ts';
import { residentBytes } from './hub/process-figures.ts';
import { deviceId, deviceKey } from './hub/sample.ts';

/**
 * `npm run bench -- hostile [connections]`: what a read costs the others while thousands of devices are connected and
 * silent, while as many sockets begin no handshake, and while JSON arrives that is made to hurt.
 */
export async function run([count = '10000']: readonly string[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-hostile-'));
  const hub = await HubProcess.start(join(directory, 'hub'));
  try {
    await makeDevices(hub, Number(count));
    const alone = await readFor(hub, 3_000);
    print('alone', alone);
    const devices = await connectDevices(hub, Number(count));
    print('with them', await readFor(hub, 3_000));
    for (const { socket } of devices) socket.destroy();
    await openSilently(hub, Number(count));
    await throwBombs(hub);
  } finally {
    await hub.kill();
    await rm(directory, { recursive: true, force: true });
  }
  // The sockets of this side need not be closed one by one.
  process.exit();
}

async function makeDevices(hub: HubProcess, count: number): Promise<void> {
  const authentication = { type: 'sas', symmetricKey: { primaryKey: deviceKey, secondaryKey: deviceKey } };
  for (let from = 0; from < count; from += bounds.rest.bulkItems) {
    const size = Math.min(bounds.rest.bulkItems, count - from);
    const items = Array.from({ length: size }, (_, index) => ({
      id: deviceId(from + index),
      importMode: 'create',
      authentication,
    }));
    const { status, body } = await hub.call('POST', '/devices', items);
    if (status !== 200) throw new Error(`making devices: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  }
}

async function connectDevices(hub: HubProcess, count: number): Promise<readonly LoadClient[]> {
  const before = residentBytes(hub.pid);
  const connectOne = async (index: number) => {
    const client = await LoadClient.open(hub.place.mqttPort);
    const connack = await client.ask(connectOf(index));
    if (connack[3] !== 0) throw new Error(`CONNECT was refused with ${connack[3]}`);
    return client;
  };
  const devices: LoadClient[] = [];
  try {
    while (devices.length < count) {
      const from = devices.length;
      devices.push(...(await Promise.all(Array.from({ length: 20 }, (_, index) => connectOne(from + index)))));
    }
  } catch (error) {
    console.log(`stopped at ${devices.length} connections (ulimit -n allows no more?): ${String(error)}`);
  }
  const each = (residentBytes(hub.pid) - before) / devices.length / 1024;
  console.log(`${devices.length} devices connected and silent, ${each.toFixed(1)} KB of the hub's memory each`);
  return devices;
}

/** Sockets on which the TLS handshake never begins. */
async function openSilently(hub: HubProcess, count: number): Promise<void> {
  const sockets: Socket[] = [];
  let failed = 0;
  for (let opened = 0; opened < count; opened += 50) {
    const batch = Array.from({ length: 50 }, () => connect(hub.place.mqttPort, '127.0.0.1'));
    // Read on, to see the end.
    for (const socket of batch) socket.on('error', () => failed++).resume();
    await Promise.all(batch.map(socket => once(socket, 'connect').catch(() => {})));
    sockets.push(...batch);
  }
  const began = performance.now();
  const reads = readFor(hub, bounds.connections.handshake);
  const isOpen = (socket: Socket) => !socket.destroyed;
  while (sockets.some(isOpen) && performance.now() - began < 60_000) await new Promise(go => setTimeout(go, 100));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const left = sockets.filter(isOpen).length;
  console.log(`${sockets.length - failed} more that begin no handshake: ${left} left after ${seconds} s`);
  print('meanwhile', await reads);
}

async function throwBombs(hub: HubProcess): Promise<void> {
  const keys = Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]);
  const alike = Array.from({ length: 30_000 }, (_, index) => [String(index * 131_072), 1]);
  const bombs: readonly [string, unknown][] = [
    ['100,000 keys', Object.fromEntries(keys)],
    ['30,000 keys with like hashes', Object.fromEntries(alike)],
    ['a string of a megabyte', { a: 'x'.repeat(1_000_000) }],
  ];
  for (const [name, tags] of bombs) {
    const text = JSON.stringify({ tags });
    let isOver = false;
    const throwing = (async () => {
      while (!isOver) await hub.callText('PATCH', `/twins/${deviceId(0)}`, text);
    })();
    print(`under ${name}, again and again`, await readFor(hub, 3_000));
    isOver = true;
    await throwing;
  }
}

type Reads = { readonly count: number; readonly p99: number; readonly longest: number };

/** Reads one after the other. */
async function readFor(hub: HubProcess, milliseconds: number): Promise<Reads> {
  const times: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const start = performance.now();
    const { status } = await hub.call('GET', `/twins/${deviceId(1)}`);
    if (status !== 200) throw new Error(`a read was answered ${status}`);
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return { count: times.length, p99: times[Math.floor(times.length * 0.99)]!, longest: times.at(-1)! };
}

function print(when: string, { count, p99, longest }: Reads): void {
  console.log(`twin GET ${when}: ${count} reads, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`);
}
