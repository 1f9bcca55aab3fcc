import type { JsonObject } from '../lib/json.ts';
import type { Clock } from './clock.ts';
import type { Configurations } from './configurations/configurations.ts';
import type { Faults } from './faults/faults.ts';
import type { HubControl } from './faults/hub-control.ts';
import type { Feed } from './feed.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { LocalQueries } from './queries/local-queries.ts';
import type { HubState } from './state/hub-state.ts';
import type { Activity, IdentityKey } from './state/identity.ts';
import type { TwinWriter } from './twins/twin-writer.ts';

/** What every part of one hub shares. Made by `hub.ts`, never global. */
export type HubCore = {
  /** Names clients may use for this hub in tokens and user names, lower case; the first is the hub's own. */
  readonly hostNames: readonly string[];
  readonly clock: Clock;
  /** Random bytes; seeded for reproducible tests. */
  readonly random: (length: number) => Buffer;
  readonly state: HubState;
  readonly feed: Feed;
  readonly twins: TwinWriter;
  readonly connections: Connections;
  readonly methods: MethodCalls;
  readonly queries: Queries;
  /** Quotas, latency and breakage on purpose; `noFaults` where none are wanted. */
  readonly faults: Faults;
};

/** What every operation and packet handler shares: the core, and the parts that work over it by themselves. */
export type HubContext = HubCore & {
  readonly jobs: Jobs;
  readonly configurations: Configurations;
  /** What the query engine tells beyond what a real hub does. */
  readonly localQueries: LocalQueries;
  /** Turns the switches behind `faults` and `clock`. */
  readonly control: HubControl;
};

/** The live device and module connections, one per identity. */
export interface Connections {
  activity(key: IdentityKey): Activity;
  /** An identity sent or received something without a connection of its own, over HTTPS. */
  touch(key: IdentityKey): void;
  readonly connectedCount: number;
  /** Without modules. */
  readonly connectedDeviceCount: number;
  /** Closes the connection of an identity, if there is one; the reason is logged, the wire has no word for it. */
  drop(key: IdentityKey, reason: string): void;
  dropAll(reason: string): void;
}

export type MethodRequest = {
  readonly methodName: string;
  /** JSON text as the caller wrote it; `null` when there was none. */
  readonly payload: string;
  /** Seconds. */
  readonly responseTimeout: number;
  /** Seconds. */
  readonly connectTimeout: number;
};
/** The payload is JSON text as the device wrote it. */
export type MethodAnswer = { readonly status: number; readonly payload: string };

/** Direct methods between the service side and live connections. hub-reference 4. */
export interface MethodCalls {
  /** Rejects with HubError 404103, 504101, 403800, 502. The identity's existence is checked by the caller. */
  invoke(key: IdentityKey, request: MethodRequest): Promise<MethodAnswer>;
}

export type QueryRequest = {
  readonly text: string;
  /** From `x-ms-max-item-count`; undefined asks for the default. */
  readonly pageSize: number | undefined;
  readonly continuation: string | undefined;
};
export type QueryPage = {
  readonly itemType: 'Twin' | 'DeviceJob' | 'Raw';
  /** The rows as one JSON array in UTF-8. */
  readonly body: Buffer;
  readonly rows: number;
  /** Absent on the last page. */
  readonly continuation: string | undefined;
};

/** The query engine over the hub's twins and jobs. hub-reference 5. */
export interface Queries {
  /** Yields to other work at least every 10 ms. Rejects with HubError 400 (ArgumentInvalid). */
  run(request: QueryRequest): Promise<QueryPage>;
  /** The keys a target or job condition selects, in order of creation. Rejects with HubError 400. */
  select(condition: string): Promise<readonly IdentityKey[]>;
}

/** A row of `FROM devices.jobs`. hub-reference 6.1. */
export type DeviceJobRow = JsonObject;

/** The per-device results of all jobs, for the query engine: jobs in order of creation, in each the devices as selected. */
export interface DeviceJobRows {
  rows(): Iterable<DeviceJobRow>;
}
