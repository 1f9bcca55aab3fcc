import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityFile, temporaryCertificates } from '../certificates/certificates.ts';
import type { TlsMaterial } from '../certificates/tls-material.ts';
import type { Faults } from '../faults/faults.ts';
import { type HubOptions, hostNamesOf } from '../options.ts';
import type { HubState } from '../state/hub-state.ts';
import { MemoryState } from '../state/memory-state.ts';
import { writePrivateFile } from './private-file.ts';

/** Where a hub keeps what it has: a data directory, or nothing but memory. */
export type Storage = {
  readonly state: HubState;
  readonly tls: TlsMaterial;
  /** The authority's certificate for clients that want a file. */
  readonly caFile: string;
  /** Lets a second process find the hub. */
  announce(endpoints: Endpoints): Promise<void>;
  close(): Promise<void>;
};

/** Where a hub is reached. */
export type Endpoints = {
  readonly hostName: string;
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
};

export function openStorage(options: HubOptions, _faults: Faults): Promise<Storage> {
  return openTemporaryStorage(options);
}

/** Keeps nothing; the one file it needs goes when it is closed. */
async function openTemporaryStorage(options: HubOptions): Promise<Storage> {
  const tls = await temporaryCertificates(hostNamesOf(options), Date.now());
  const directory = await mkdtemp(join(tmpdir(), 'twin-tui-'));
  const caFile = join(directory, authorityFile);
  await writePrivateFile(caFile, tls.ca);
  return {
    state: new MemoryState(),
    tls,
    caFile,
    announce: async () => {},
    close: () => rm(directory, { recursive: true, force: true }),
  };
}
