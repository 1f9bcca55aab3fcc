import type { Agent } from 'node:http';
import type { Timers } from '../../lib/timers.ts';
import type { ClientError } from '../client-error.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { Transport } from './device-snapshot.ts';

export type DeviceClientOptions = {
  readonly deviceId: string;
  readonly moduleId?: string | undefined;
  readonly transport: Transport;
  /** The device's connection string, asked for before each attempt, since keys may change. */
  readonly connectionString: () => Promise<string>;
  readonly ca?: string | undefined;
  /** Reaches the hub through a proxy; of use to `mqtt-ws` only. */
  readonly agent?: Agent | undefined;
  /** Finds out why the hub refuses the device, which its wire protocol does not say. */
  readonly diagnose?: ((error: ClientError) => Promise<ClientError>) | undefined;
  readonly guard?: WriteGuard | undefined;
  readonly timers?: Timers | undefined;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random?: (() => number) | undefined;
};
