import { once } from 'node:events';
import { LoadClient } from './load-client.ts';
import { connectOf, openClient } from './loads.ts';
import type { Peer } from './peer.ts';
import { cpuMicroseconds, residentBytes } from './process-figures.ts';

export type AcceptFigures = {
  /** Connections a second, from TLS to CONNACK; the generator bounds it. */
  readonly rate: number;
  /** Microseconds of the server's CPU per connection; its inverse is what the server could accept. */
  readonly cpu: number;
};

const workers = 8;

/** Connects, waits for CONNACK and leaves, over and over. */
export async function measureAccepts(peer: Peer, milliseconds: number): Promise<AcceptFigures> {
  await accept(peer, milliseconds / 3);
  return accept(peer, milliseconds);
}

async function accept(peer: Peer, milliseconds: number): Promise<AcceptFigures> {
  const began = performance.now();
  const cpuBefore = cpuMicroseconds(peer.pid);
  let count = 0;
  const work = async (worker: number) => {
    while (performance.now() - began < milliseconds) {
      const client = await LoadClient.open(peer.port);
      await client.ask(connectOf(worker));
      await leave(client);
      count++;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  const elapsed = performance.now() - began;
  return { rate: (count / elapsed) * 1000, cpu: (cpuMicroseconds(peer.pid) - cpuBefore) / count };
}

/** Bytes of the server's memory per connection that is connected, subscribed and silent. */
export async function measureIdle(peer: Peer, count: number): Promise<number> {
  // What all connections share was paid for by the first.
  const first = await openAll(peer, Math.ceil(count / 10));
  await peer.collect();
  const before = residentBytes(peer.pid);
  const others = await openAll(peer, count - first.length, first.length);
  await peer.collect();
  const after = residentBytes(peer.pid);
  await closeAll([...first, ...others]);
  return (after - before) / others.length;
}

/** Connected and subscribed. */
export async function openAll(peer: Peer, count: number, from = 0): Promise<readonly LoadClient[]> {
  const clients: LoadClient[] = [];
  while (clients.length < count) {
    const batch = Array.from({ length: Math.min(workers, count - clients.length) }, (_, index) =>
      openClient(peer, from + clients.length + index),
    );
    clients.push(...(await Promise.all(batch)));
  }
  return clients;
}

export async function closeAll(clients: readonly LoadClient[]): Promise<void> {
  await Promise.all(clients.map(leave));
}

async function leave({ socket }: LoadClient): Promise<void> {
  const closed = once(socket, 'close');
  socket.end();
  await closed;
}
