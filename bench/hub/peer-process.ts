import { createInterface } from 'node:readline';
import type { TlsMaterial } from '../../src/hub/certificates/tls-material.ts';
import { aedesPeer } from './aedes-peer.ts';
import { barePeer, echoPeer } from './bare-peers.ts';
import { hubPeer } from './hub-peer.ts';

export type PeerOptions = {
  readonly tls: TlsMaterial;
  /** How many devices will connect. */
  readonly clients: number;
  /** Where a data directory may be made. */
  readonly directory: string;
};

const peers = { hub: hubPeer, aedes: aedesPeer, echo: echoPeer, bare: barePeer };
export type NodePeer = keyof typeof peers;

// A server of the bench in a process of its own: prints its port, and answers each line it reads once memory nobody
// uses any more was given back.
const [kind, options] = process.argv.slice(2) as [NodePeer, string];
console.log(await peers[kind](JSON.parse(options) as PeerOptions));
createInterface({ input: process.stdin }).on('line', () => {
  globalThis.gc?.();
  console.log('collected');
});
