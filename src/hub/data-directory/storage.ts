import type { TlsMaterial } from '../certificates/tls-material.ts';
import type { HubState } from '../state/hub-state.ts';
import type { RunningHub } from './running-hub.ts';

/** Where a hub keeps what it has: a data directory, or nothing but memory. */
export type Storage = {
  readonly state: HubState;
  readonly tls: TlsMaterial;
  /** The authority's certificate for clients that want a file. */
  readonly caFile: string;
  /** What was repaired, or could not be done, in sentences; grows. */
  readonly notes: readonly string[];
  /** Aborted, with the reason, when another process took the directory; nothing is written there any more. */
  readonly lost: AbortSignal;
  /** Lets a second process find the hub. */
  announce(hub: Omit<RunningHub, 'pid'>): Promise<void>;
  close(): Promise<void>;
};
