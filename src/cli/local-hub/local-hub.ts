import type { LocalEndpoint } from '../../clients/hub-connection.ts';
import { readRunningHub } from '../../hub/data-directory/running-hub.ts';
import type { HubOptions } from '../../hub/options.ts';
import { AppError } from '../../lib/errors.ts';
import { defaultDataDirectory } from '../settings/data-directory.ts';
import type { RunningPlace } from './hub-thread.ts';

export type LocalHub = {
  readonly endpoint: LocalEndpoint;
  readonly serviceConnectionString: string;
  /** What was unusual when it started here. */
  readonly notes: readonly string[];
  /** The one that runs in another process, and where it is kept. */
  readonly attachedTo: { readonly directory: string; readonly isHandedOn: boolean } | undefined;
  /** Ends the hub if it was started here; one that ran already goes on. */
  readonly stop: () => Promise<void>;
};

export type LocalHubOptions = {
  readonly dataDir: string | undefined;
  readonly ephemeral: boolean;
  /** For a command that is done soon, or beside a screen: on the usual ports, and in a thread of its own. */
  readonly purpose: 'command' | 'screen';
  /** Ends the wait for a hub that is just starting. */
  readonly signal: AbortSignal | undefined;
};

/** A command that is done sooner (ms) ends its hub before others could make use of it. */
const shortCommand = 1_000;
/** How often others may come first between looking for a hub and starting one. */
const attempts = 20;

/** The hub that runs on a data directory, else one that is started in this process. Throws AppError. */
export async function attachOrStart({ dataDir, ephemeral, purpose, signal }: LocalHubOptions): Promise<LocalHub> {
  const directory = ephemeral ? undefined : (dataDir ?? defaultDataDirectory());
  for (let attempt = 1; ; attempt++) {
    try {
      return await attachOrStartOnce(directory, purpose, signal);
    } catch (error) {
      // Of commands that a script starts side by side each finds no hub, and one takes the directory: it has one now.
      if (!isTaken(error) || attempt === attempts || signal?.aborted) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof AppError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ELOCKED';
}

async function attachOrStartOnce(
  directory: string | undefined,
  purpose: LocalHubOptions['purpose'],
  signal: AbortSignal | undefined,
): Promise<LocalHub> {
  const running = directory === undefined ? undefined : await readRunningHub(directory, signal);
  if (directory !== undefined && running !== undefined) {
    const { isHandedOn } = running;
    return { ...located({ ...running, notes: [] }, async () => {}), attachedTo: { directory, isHandedOn } };
  }
  const hub =
    purpose === 'command'
      ? await startHere({ dataDir: directory, announceAfter: shortCommand })
      : await startForScreen(directory);
  return located(hub, hub.stop);
}

async function startHere(options: HubOptions): Promise<RunningPlace & { readonly stop: () => Promise<void> }> {
  const { startHub } = await import('../../hub/hub.ts');
  const hub = await startHub(options);
  return { ...hub, stop: () => hub.stop() };
}

/**
 * People's own programs look for the hub on the usual ports. Where these are taken the screen itself can do with free
 * ones.
 */
async function startForScreen(dataDir: string | undefined) {
  const { startHubThread } = await import('./hub-thread.ts');
  try {
    return await startHubThread({ dataDir, isHandedOn: true, mqttPort: 8883, httpsPort: 443, httpsPortIfDenied: 8443 });
  } catch (error) {
    const taken =
      error instanceof AppError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
    if (!taken) throw error;
    const hub = await startHubThread({ dataDir, isHandedOn: true });
    const note = `port 8883 or 443 is taken: this hub listens on ${hub.mqttPort} (MQTT) and ${hub.httpsPort} (HTTPS)`;
    return { ...hub, notes: [...hub.notes, note] };
  }
}

function located(place: Omit<RunningPlace, 'caFile'>, stop: () => Promise<void>): LocalHub {
  const { address, mqttPort, httpsPort, ca, serviceConnectionString, notes } = place;
  return {
    endpoint: { address, mqttPort, httpsPort, ca },
    serviceConnectionString,
    notes,
    attachedTo: undefined,
    stop,
  };
}
