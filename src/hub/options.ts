import type { FaultOptions } from './faults/hub-faults.ts';

export type HubOptions = {
  /** Everything is kept here and there again at the next start; without it nothing is kept (`--ephemeral`). */
  readonly dataDir?: string | undefined;
  /** The address to listen on. Default 127.0.0.1; any other lets others in. */
  readonly host?: string | undefined;
  /** What the hub calls itself in connection strings and tokens. Default `localhost`. */
  readonly hostName?: string | undefined;
  /** Further names and addresses under which clients may reach it; the server certificate names them, too. */
  readonly otherHosts?: readonly string[] | undefined;
  /** Default 0: any free port. */
  readonly mqttPort?: number | undefined;
  /** Default 0: any free port. */
  readonly httpsPort?: number | undefined;
  /** Taken instead of `httpsPort` when the system does not let this process have that one, as with ports below 1024. */
  readonly httpsPortIfDenied?: number | undefined;
  /** Tolerates topics the service does not know instead of closing the connection. */
  readonly lenient?: boolean | undefined;
  /** Milliseconds since the epoch at which the hub's clock stands still; without it time passes. */
  readonly fixedTime?: number | undefined;
  /** Makes keys, etags and jitter repeat themselves; for tests only. */
  readonly seed?: string | undefined;
  /** A program that is attached goes on with the hub when this process ends: that it ends was not asked for. */
  readonly isHandedOn?: boolean | undefined;
  /**
   * Others learn of the hub only once it has run for so long (ms), and until then wait for its end: one that goes when
   * its command is done, after some milliseconds, would go under their hands.
   */
  readonly announceAfter?: number | undefined;
  /** Lines of an export that fill the hub, which must be empty, before it accepts connections. */
  readonly importFrom?: AsyncIterable<string> | Iterable<string> | undefined;
  /** Gives the import up, with its reason; nothing is imported then. */
  readonly signal?: AbortSignal | undefined;
  /** Quotas, latency and index lag from the start on. */
  readonly faults?: Omit<FaultOptions, 'seed'> | undefined;
};

/** The names and addresses of the hub, its own first, lower case. */
export function hostNamesOf(options: HubOptions): readonly string[] {
  const names = [options.hostName ?? 'localhost', ...(options.otherHosts ?? []), ...addressOf(options), ...loopback];
  return [...new Set(names.map(name => name.toLowerCase()))];
}

const loopback = ['localhost', '127.0.0.1', '::1'];

/** An address that stands for all of them is no name for a certificate. */
function addressOf({ host }: HubOptions): readonly string[] {
  return host === undefined || host === '0.0.0.0' || host === '::' ? [] : [host];
}
