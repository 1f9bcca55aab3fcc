import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findHolder } from './directory-lock.ts';
import { parseJson, readIfPresent, writePrivateFile } from './private-file.ts';

/** Where the hub of a data directory is reached, and what a second process needs to attach to it. */
export type RunningHub = {
  readonly pid: number;
  readonly hostName: string;
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  readonly caFile: string;
  /** The owner's, with its key: the file is its owner's alone. */
  readonly serviceConnectionString: string;
};

const fileName = 'hub.json';

/** The hub that runs on a data directory and its authority's certificate; undefined when none runs or is ready yet. */
export async function readRunningHub(dataDir: string): Promise<(RunningHub & { readonly ca: string }) | undefined> {
  const text = await readIfPresent(join(dataDir, fileName));
  const hub = text === undefined ? undefined : parseJson<RunningHub>(text);
  // What a killed process left does not count.
  if (hub === undefined || (await findHolder(dataDir))?.pid !== hub.pid) return undefined;
  const ca = await readIfPresent(hub.caFile);
  return ca === undefined ? undefined : { ...hub, ca };
}

export async function announceHub(dataDir: string, hub: RunningHub): Promise<void> {
  await writePrivateFile(join(dataDir, fileName), `${JSON.stringify(hub, undefined, 2)}\n`, 'passing');
}

export async function withdrawHub(dataDir: string): Promise<void> {
  await unlink(join(dataDir, fileName)).catch(() => undefined);
}
