import { setTimeout as wait } from 'node:timers/promises';
import type { Load, LoadClient } from './load-client.ts';
import type { Peer } from './peer.ts';
import { cpuMicroseconds } from './process-figures.ts';

export type Figures = {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of the server's CPU per request. */
  readonly cpu: number;
  /** How much of its core the generator took: near 1 it is the bound, not the server. */
  readonly generator: number;
  readonly failed: number;
};

const warmUp = 200;

/** Loads a server with some of its clients. Measures what is answered within `milliseconds` after a warm-up. */
export async function measure(
  peer: Peer,
  clients: readonly LoadClient[],
  loadOf: (index: number) => Load,
  { depth, milliseconds }: { readonly depth: number; readonly milliseconds: number },
): Promise<Figures> {
  for (const [index, client] of clients.entries()) client.begin(loadOf(index), depth, index);
  await wait(warmUp);
  const before = { at: performance.now(), cpu: cpuMicroseconds(peer.pid), own: process.cpuUsage() };
  for (const client of clients) {
    client.answered = 0;
    client.times.length = 0;
    client.isMeasured = true;
  }
  await wait(milliseconds);
  const elapsed = performance.now() - before.at;
  const cpu = cpuMicroseconds(peer.pid) - before.cpu;
  const { user, system } = process.cpuUsage(before.own);
  const answered = clients.reduce((sum, client) => sum + client.answered, 0);
  const times = Float64Array.from(clients.flatMap(client => client.times));
  for (const client of clients) client.isMeasured = false;
  await Promise.race([Promise.all(clients.map(client => client.end())), tooLong(peer)]);
  const failed = clients.reduce((sum, client) => sum + client.failed, 0);
  times.sort();
  return {
    rate: (answered / elapsed) * 1000,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    cpu: cpu / answered,
    generator: (user + system) / 1000 / elapsed,
    failed,
  };
}

const at = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

async function tooLong({ name }: Peer): Promise<never> {
  await wait(10_000, undefined, { ref: false });
  throw new Error(`${name} lost answers`);
}
