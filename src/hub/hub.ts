import { resolve } from 'node:path';
import { ensureDefaultPolicies } from './access/policies.ts';
import { type Composition, compose } from './compose.ts';
import { deviceConnectionString, serviceConnectionString } from './connection-strings.ts';
import { openDataDirectory } from './data-directory/open-data-directory.ts';
import { openTemporaryStorage } from './data-directory/open-temporary-storage.ts';
import type { Storage } from './data-directory/storage.ts';
import type { HubControl } from './faults/hub-control.ts';
import { HubFaults } from './faults/hub-faults.ts';
import type { Feed } from './feed.ts';
import { type Listeners, openListeners } from './listeners.ts';
import { type HubOptions, hostNamesOf } from './options.ts';
import { startError } from './start-error.ts';
import type { Policy } from './state/hub-state.ts';
import { exportLines } from './transfer/export-lines.ts';
import { importLines } from './transfer/import-lines.ts';

/** A hub that runs in this process and accepts connections. */
export type Hub = {
  readonly hostName: string;
  /** The address to connect to; it is an address of this machine even when the hub listens on all. */
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  /** The certificate clients have to trust, PEM. */
  readonly ca: string;
  /** The same as a file; a temporary one when nothing is kept. */
  readonly caFile: string;
  /** Undefined when nothing is kept. */
  readonly dataDir: string | undefined;
  /** The owner's. */
  readonly serviceConnectionString: string;
  /** All there are now. */
  readonly policies: readonly Policy[];
  /** Undefined when the identity does not exist or has no symmetric key. */
  deviceConnectionString(deviceId: string, moduleId?: string): string | undefined;
  readonly feed: Feed;
  /** The switches: quotas, latency, index lag, lost connections, the clock. */
  readonly control: HubControl;
  /** Everything the hub keeps as JSON lines, keys included; what `importFrom` takes. */
  export(): AsyncIterableIterator<string>;
  /** What was repaired at the start, or could not be done since, in sentences. */
  readonly notes: readonly string[];
  /** Aborted, with the reason, when another process took the data directory: the hub stops by itself. */
  readonly lost: AbortSignal;
  /** Closes connections, waits for what is being written, and leaves nothing behind that keeps a process alive. */
  stop(): Promise<void>;
};

/**
 * Starts a hub; it accepts connections when this resolves. Rejects with AppError when a port cannot be had, the data
 * directory is in use by another process, cannot be written, or its content is damaged or newer than this program.
 */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const opened: Opened[] = [];
  try {
    const faults = new HubFaults({ ...options.faults, seed: options.seed });
    const storage = await openStorage(options, faults);
    opened.push(storage);
    const { importFrom, signal } = options;
    if (importFrom !== undefined) await importLines(storage.state, importFrom, signal);
    const composition = compose(storage.state, faults, options);
    await ensureDefaultPolicies(storage.state, composition.context.random);
    const listeners = await openListeners(composition, storage.tls, options);
    opened.push(listeners, composition);
    const hub = hubOf(options, { storage, composition, listeners, opened });
    const { hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString } = hub;
    const { isHandedOn = false, announceAfter } = options;
    const place = { hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString, isHandedOn };
    if (announceAfter === undefined) await storage.announce(place);
    else opened.push(later(announceAfter, () => storage.announce(place)));
    composition.start();
    storage.lost.addEventListener('abort', () => void hub.stop().catch(() => {}));
    return hub;
  } catch (error) {
    await closeAll(opened);
    throw startError(error, options);
  }
}

type Opened = { close(): Promise<void> | void };

/** An act that is due later, or not at all when it is closed before. */
function later(milliseconds: number, act: () => Promise<void>): Opened {
  let done: Promise<void> | undefined;
  const timer = setTimeout(() => {
    // Who does not learn of the hub waits for its end.
    done = act().catch(() => undefined);
  }, milliseconds).unref();
  return {
    close: () => {
      clearTimeout(timer);
      return done;
    },
  };
}

/** What was opened last is closed first; one that fails does not keep the others open. */
async function closeAll([first, ...later]: readonly Opened[]): Promise<void> {
  if (first === undefined) return;
  try {
    await closeAll(later);
  } finally {
    await first.close();
  }
}

function openStorage(options: HubOptions, faults: HubFaults): Promise<Storage> {
  const hosts = hostNamesOf(options);
  const isBroken = () => faults.diskBroken;
  if (options.dataDir === undefined) return openTemporaryStorage(hosts, isBroken);
  return openDataDirectory(options.dataDir, hosts, isBroken);
}

type Parts = {
  readonly storage: Storage;
  readonly composition: Composition;
  readonly listeners: Listeners;
  readonly opened: readonly Opened[];
};

function hubOf(options: HubOptions, { storage, composition, listeners, opened }: Parts): Hub {
  const { state, tls, caFile } = storage;
  const { context } = composition;
  const hostName = context.hostNames[0]!;
  const place = { hostName, address: connectAddress(options.host), mqttPort: listeners.mqttPort, state };
  let stopped: Promise<void> | undefined;
  return {
    hostName,
    address: place.address,
    mqttPort: listeners.mqttPort,
    httpsPort: listeners.httpsPort,
    ca: tls.ca,
    caFile,
    dataDir: options.dataDir && resolve(options.dataDir),
    serviceConnectionString: serviceConnectionString(hostName, state),
    get policies() {
      return [...state.entries('policy')].map(([, policy]) => policy);
    },
    deviceConnectionString: (deviceId, moduleId) => deviceConnectionString(place, deviceId, moduleId),
    feed: context.feed,
    control: context.control,
    export: () => exportLines(state),
    notes: storage.notes,
    lost: storage.lost,
    stop() {
      stopped ??= closeAll(opened);
      return stopped;
    },
  };
}

/** What stands for all addresses of a machine can be listened on, not connected to. */
function connectAddress(host = '127.0.0.1'): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
