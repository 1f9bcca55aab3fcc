import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryCertificates } from '../src/hub/certificates/certificates.ts';
import { type AcceptFigures, closeAll, measureAccepts, measureIdle, openAll } from './hub/connections.ts';
import { loadsOf } from './hub/loads.ts';
import { type Figures, measure } from './hub/measure.ts';
import { type Peer, type PeerName, pinSelf, startPeer } from './hub/peer.ts';
import type { PeerOptions } from './hub/peer-process.ts';
import { middle } from './query/timings.ts';

const order: readonly PeerName[] = ['hub', 'aedes', 'mosquitto', 'echo'];
const shapes = [
  { clients: 1, depth: 1 },
  { clients: 10, depth: 1 },
  { clients: 100, depth: 1 },
  { clients: 1000, depth: 1 },
  { clients: 1, depth: 16 },
  { clients: 10, depth: 16 },
  { clients: 100, depth: 16 },
  { clients: 1000, depth: 16 },
] as const;
type Shape = (typeof shapes)[number];

/** Rows by shape and name, each with the figures of all rounds. */
type Table = Map<string, Figures[]>;

/**
 * `npm run bench -- hub [directory] [rounds] [milliseconds] [most connections] [peers]`: twin GET and reported PATCH over
 * TLS with the durable store, beside an aedes broker that answers the same topics from memory, mosquitto with each
 * client echoing to itself, and a bare TLS echo; one request and 16 in flight per connection. Servers run on core 0 one
 * after the other, the generator on core 1; the shapes of a round follow each other closely, so ratios hold.
 */
export async function run(args: readonly string[]): Promise<void> {
  const [parent = tmpdir(), rounds = '1', milliseconds = '1000', most = '1000', only = order.join()] = args;
  const directory = await mkdtemp(join(parent, 'twin-tui-bench-'));
  const tls = await temporaryCertificates(['localhost'], Date.now());
  const options: PeerOptions = { tls, clients: +most, directory };
  pinSelf(1);
  try {
    await compareConnections(options, only.split(',').includes('hub'));
    const table: Table = new Map();
    for (let round = 0; round < +rounds; round++) {
      for (const name of order.filter(peer => only.split(',').includes(peer))) {
        await loadPeer(table, name, options, +milliseconds);
      }
    }
    printTable(table, +rounds);
    printGoals(table);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function withPeer<T>(
  name: PeerName,
  options: PeerOptions,
  use: (peer: Peer) => Promise<T>,
): Promise<T | undefined> {
  const peer = await startPeer(name, options);
  if (peer === undefined) {
    console.log(`${name} is not installed: its rows are left out`);
    return undefined;
  }
  try {
    return await use(peer);
  } finally {
    await peer.stop();
  }
}

async function loadPeer(table: Table, name: PeerName, options: PeerOptions, milliseconds: number): Promise<void> {
  await withPeer(name, options, async peer => {
    const clients = await openAll(peer, options.clients);
    for (const shape of shapes.filter(shape => shape.clients <= options.clients)) {
      for (const [row, load] of Object.entries(loadsOf[name])) {
        const { depth } = shape;
        const figures = await measure(peer, clients.slice(0, shape.clients), load, { depth, milliseconds });
        const key = keyOf(shape, row);
        table.set(key, [...(table.get(key) ?? []), figures]);
      }
    }
    await closeAll(clients);
  });
}

const keyOf = ({ clients, depth }: Shape, row: string): string => `${clients} x ${depth}  ${row}`;

function middleOf(table: Table, key: string, member: keyof Figures): number {
  return middle((table.get(key) ?? []).map(figures => figures[member])) ?? Number.NaN;
}

function printTable(table: Table, rounds: number): void {
  console.log(`\nmedian of ${rounds}; CPU of the server per request; gen is how much of its core the generator took`);
  for (const shape of shapes) {
    for (const key of table.keys()) {
      if (!key.startsWith(keyOf(shape, ''))) continue;
      const of = (member: keyof Figures) => middleOf(table, key, member);
      const failed = of('failed') > 0 ? `  ${of('failed')} REFUSED` : '';
      console.log(
        `${key.padEnd(26)} ${of('rate').toFixed(0).padStart(8)}/s  p50 ${of('p50').toFixed(2).padStart(7)}  p99 ${of('p99').toFixed(2).padStart(7)} ms  CPU ${of('cpu').toFixed(1).padStart(6)} us  gen ${of('generator').toFixed(2)}${failed}`,
      );
    }
  }
}

function printGoals(table: Table): void {
  const ratio = (shape: string, a: string, b: string, member: keyof Figures) =>
    middleOf(table, `${shape}  ${a}`, member) / middleOf(table, `${shape}  ${b}`, member);
  console.log('\ngoals');
  goal('100 x 16 GET, CPU per request to aedes', ratio('100 x 16', 'hub GET', 'aedes GET', 'cpu'), 'at most', 0.7);
  goal('100 x 16 GET, requests/s to aedes', ratio('100 x 16', 'hub GET', 'aedes GET', 'rate'), 'at least', 1.5);
  goal('100 x 16 PATCH, requests/s to own GET', ratio('100 x 16', 'hub PATCH', 'hub GET', 'rate'), 'at least', 0.6);
  goal('100 x 1 GET, requests/s to aedes', ratio('100 x 1', 'hub GET', 'aedes GET', 'rate'), 'at least', 1.5);
  goal('100 x 1 GET, requests/s to mosquitto', ratio('100 x 1', 'hub GET', 'mosquitto echo', 'rate'), 'at least', 0.4);
  goal('100 x 1 GET, p99 to aedes', ratio('100 x 1', 'hub GET', 'aedes GET', 'p99'), 'at most', 1);
}

function goal(what: string, found: number, bound: 'at least' | 'at most', wanted: number): void {
  if (Number.isNaN(found)) return;
  const holds = bound === 'at least' ? found >= wanted : found <= wanted;
  console.log(`${holds ? 'holds ' : 'MISSED'}  ${what.padEnd(40)} x${found.toFixed(2)}  ${bound} x${wanted}`);
}

async function compareConnections(options: PeerOptions, isWanted: boolean): Promise<void> {
  if (!isWanted) return;
  const accepts = new Map<PeerName, AcceptFigures>();
  const idle = new Map<PeerName, number>();
  for (const name of ['bare', 'hub'] as const) {
    await withPeer(name, options, async peer => {
      accepts.set(name, await measureAccepts(peer, 1500));
      idle.set(name, await measureIdle(peer, options.clients));
    });
    const { rate, cpu } = accepts.get(name)!;
    console.log(
      `${name.padEnd(5)} accepts ${rate.toFixed(0)}/s at CPU ${cpu.toFixed(0)} us, so up to ${(1e6 / cpu).toFixed(0)}/s; idle connection ${(idle.get(name)! / 1024).toFixed(1)} KiB`,
    );
  }
  goal('accept rate to bare TLS', accepts.get('bare')!.cpu / accepts.get('hub')!.cpu, 'at least', 0.8);
  goal('memory of an idle connection to bare TLS', idle.get('hub')! / idle.get('bare')!, 'at most', 1.2);
}
