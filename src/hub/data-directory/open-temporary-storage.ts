import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityFile, temporaryCertificates } from '../certificates/certificates.ts';
import { MemoryState } from '../state/memory-state.ts';
import { writePrivateFile } from './private-file.ts';
import type { Storage } from './storage.ts';

/** Keeps nothing; the one file it needs goes when it is closed. */
export async function openTemporaryStorage(hosts: readonly string[], isBroken: () => boolean): Promise<Storage> {
  const tls = await temporaryCertificates(hosts, Date.now());
  const directory = await mkdtemp(join(tmpdir(), 'twin-tui-'));
  const caFile = join(directory, authorityFile);
  await writePrivateFile(caFile, tls.ca, 'passing');
  return {
    state: new MemoryState(isBroken),
    tls,
    caFile,
    notes: [],
    lost: new AbortController().signal,
    announce: async () => {},
    close: () => rm(directory, { recursive: true, force: true }),
  };
}
