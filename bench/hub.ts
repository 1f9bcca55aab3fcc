import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryCertificates } from '../src/hub/certificates/certificates.ts';
import { type AcceptFigures, measureAccepts, measureIdle, openAll } from './hub/connections.ts';
import { printGoal, printGoals } from './hub/goals.ts';
import type { LoadClient } from './hub/load-client.ts';
import { fillTwin, loadsOf } from './hub/loads.ts';
import { measure } from './hub/measure.ts';
import { type Peer, pinSelf, startPeer } from './hub/peer.ts';
import type { PeerOptions } from './hub/peer-process.ts';
import { type Shape, Table } from './hub/table.ts';
import { middle } from './query/timings.ts';

const names = ['hub', 'aedes', 'mosquitto', 'echo'] as const;
const shapes: readonly Shape[] = [1, 16].flatMap(depth => [1, 10, 100, 1000].map(clients => ({ clients, depth })));

/**
 * `npm run bench -- hub [directory] [rounds] [milliseconds] [most connections]`: twin GET and reported PATCH over TLS
 * with the durable store, beside an aedes broker that answers the same topics from memory, mosquitto with each client
 * echoing to itself, and a bare TLS echo; one request and 16 in flight per connection. All servers share core 0, the
 * generator has core 1. Servers take turns within each round, for ratios hold where absolute figures wander.
 */
export async function run([
  parent = tmpdir(),
  rounds = '3',
  milliseconds = '400',
  most = '1000',
]: readonly string[]): Promise<void> {
  const directory = await mkdtemp(join(parent, 'twin-tui-bench-'));
  const tls = await temporaryCertificates(['localhost'], Date.now());
  const options: PeerOptions = { tls, clients: +most, directory };
  pinSelf(1);
  try {
    await compareConnections({ ...options, clients: silentClients }, +rounds);
    await compareRequests(options, +rounds, +milliseconds);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** With fewer, what the heap grows by while they connect is a good part of what each seems to take. */
const silentClients = 4000;

type Loaded = { readonly peer: Peer; readonly clients: readonly LoadClient[] };

async function compareRequests(options: PeerOptions, rounds: number, milliseconds: number): Promise<void> {
  const all: Loaded[] = [];
  try {
    for (const name of names) {
      const peer = await startPeer(name, options);
      if (peer === undefined) console.log(`${name} is not installed: its rows are left out`);
      else all.push({ peer, clients: await openFilled(peer, options.clients) });
    }
    // What is compiled only after a while shall not be taken for the cost of few connections.
    for (const loaded of all) await loadPeer(new Table(), loaded, { clients: 10, depth: 16 }, 800);
    const table = new Table();
    console.log(
      `\nmedian of ${rounds} x ${milliseconds} ms; generator: how much of its core it took, near 1 it is the bound`,
    );
    for (const shape of shapes.filter(({ clients }) => clients <= options.clients)) {
      for (let round = 0; round < rounds; round++) {
        for (const loaded of all) await loadPeer(table, loaded, shape, milliseconds);
      }
      table.print(shape, Object.values(loadsOf).flatMap(Object.keys));
    }
    console.log('\ngoals, as the median ratio of all rounds');
    printGoals(table);
  } finally {
    for (const { peer } of all) await peer.stop();
  }
}

async function openFilled(peer: Peer, count: number): Promise<readonly LoadClient[]> {
  const clients = await openAll(peer, count);
  for (const client of clients) await fillTwin(peer, client);
  return clients;
}

async function loadPeer(table: Table, { peer, clients }: Loaded, shape: Shape, milliseconds: number): Promise<void> {
  for (const [row, load] of Object.entries(loadsOf[peer.name])) {
    const { depth } = shape;
    table.add(shape, row, await measure(peer, clients.slice(0, shape.clients), load, { depth, milliseconds }));
  }
}

async function compareConnections(options: PeerOptions, rounds: number): Promise<void> {
  const figures = new Map<string, { accepts: AcceptFigures[]; idle: number }>();
  const peers = [(await startPeer('bare', options))!, (await startPeer('hub', options))!];
  try {
    for (const peer of peers) figures.set(peer.name, { accepts: [], idle: await measureIdle(peer, options.clients) });
    for (let round = 0; round < rounds; round++) {
      for (const peer of peers) figures.get(peer.name)!.accepts.push(await measureAccepts(peer, 1000));
    }
  } finally {
    for (const peer of peers) await peer.stop();
  }
  const cpuOf = (name: string) => middle(figures.get(name)!.accepts.map(({ cpu }) => cpu));
  for (const [name, { accepts, idle }] of figures) {
    const rate = middle(accepts.map(accept => accept.rate));
    const cpu = cpuOf(name);
    console.log(
      `${name.padEnd(5)} accepts ${rate.toFixed(0)}/s (the generator's bound) at CPU ${cpu.toFixed(0)} us, so up to ${(1e6 / cpu).toFixed(0)}/s; idle connection ${(idle / 1024).toFixed(1)} KiB`,
    );
  }
  printGoal('accept rate to bare TLS', cpuOf('bare') / cpuOf('hub'), 'at least', 0.8);
  printGoal('idle connection to bare TLS', figures.get('hub')!.idle / figures.get('bare')!.idle, 'at most', 1.2);
}
