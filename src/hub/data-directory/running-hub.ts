import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findHolder } from './directory-lock.ts';
import { refuseShared } from './private-directory.ts';
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
  /** Who is attached may start it anew when its process ends, as with that of a screen. */
  readonly isHandedOn: boolean;
};

const fileName = 'hub.json';

/** How long (ms) a hub may take from holding its directory to accepting connections. */
const startTime = 10_000;
const pause = 25;

/**
 * The hub that runs on a data directory and its authority's certificate; one that is just starting is waited for.
 * Undefined when none runs. Rejects when the signal is aborted while it waits, and with AppError when others can write
 * to the directory: one of them may only pretend to run a hub there.
 */
export async function readRunningHub(
  dataDir: string,
  signal?: AbortSignal,
): Promise<(RunningHub & { readonly ca: string }) | undefined> {
  await refuseShared(dataDir);
  for (let waited = 0; waited < startTime; waited += pause) {
    const holder = await findHolder(dataDir);
    if (holder === undefined) return undefined;
    const text = await readIfPresent(join(dataDir, fileName));
    const hub = text === undefined ? undefined : parseJson<RunningHub>(text);
    // What a killed process left does not count.
    const ca = hub?.pid === holder.pid ? await readIfPresent(hub.caFile) : undefined;
    if (hub !== undefined && ca !== undefined) return { ...hub, ca };
    await delay(pause, undefined, { signal });
  }
  return undefined;
}

export async function announceHub(dataDir: string, hub: RunningHub): Promise<void> {
  await writePrivateFile(join(dataDir, fileName), `${JSON.stringify(hub, undefined, 2)}\n`, 'passing');
}

export async function withdrawHub(dataDir: string): Promise<void> {
  await unlink(join(dataDir, fileName)).catch(() => undefined);
}
