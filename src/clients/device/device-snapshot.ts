import type { Json, JsonObject } from '../../lib/json.ts';
import type { ClientError } from '../client-error.ts';
import type { DeviceLogEntry } from './device-log.ts';

export type Transport = 'mqtt' | 'mqtt-ws';
export type DeviceStatus = 'offline' | 'connecting' | 'online' | 'reconnecting' | 'failed';

/** The twin as the device knows it: values without `$` members, no tags, no metadata. */
export type DeviceTwin = {
  readonly desired: JsonObject;
  readonly reported: JsonObject;
};

export type DeviceSnapshot = {
  readonly deviceId: string;
  readonly moduleId: string | undefined;
  readonly status: DeviceStatus;
  /** The session may change nothing: reports are kept, no connection is begun. */
  readonly locked: boolean;
  /** When this status began, in milliseconds since the epoch. */
  readonly since: number;
  /** Why it is failed, or why the connection was lost last; undefined once online again. */
  readonly error: ClientError | undefined;
  /** When the next attempt is made, while reconnecting. */
  readonly nextAttemptAt: number | undefined;
  readonly transport: Transport;
  /** Undefined until the first connection. Kept while offline. */
  readonly twin: DeviceTwin | undefined;
  /** Newest desired `$version` seen. */
  readonly lastDesiredVersion: number | undefined;
  /** Reported `$version` after the last acknowledged report. */
  readonly lastAckedReportedVersion: number | undefined;
  /** Patches not acknowledged yet, oldest first: kept while offline, or on their way. Mostly one or none. */
  readonly pending: readonly JsonObject[];
  /** Oldest first; bounded. */
  readonly log: readonly DeviceLogEntry[];
};

/** The state of a device that has never connected. */
export function snapshotBefore(
  device: Pick<DeviceSnapshot, 'deviceId' | 'transport'> & { readonly moduleId?: string | undefined },
  since: number,
): DeviceSnapshot {
  const { deviceId, moduleId, transport } = device;
  const nothing = { error: undefined, nextAttemptAt: undefined, twin: undefined };
  const versions = { lastDesiredVersion: undefined, lastAckedReportedVersion: undefined };
  return {
    deviceId,
    moduleId,
    transport,
    status: 'offline',
    locked: false,
    since,
    ...nothing,
    ...versions,
    pending: [],
    log: [],
  };
}

/** Desired properties as they came: all of them after a (re)connection, or a change. */
export type DesiredChange = {
  readonly kind: 'all' | 'change';
  readonly version: number;
  /** What came, without `$version`; in a change null says deleted. */
  readonly patch: JsonObject;
  /** All desired properties after it. */
  readonly desired: JsonObject;
};

export type MethodCall = { readonly name: string; readonly payload: Json };
export type MethodReply = { readonly status: number; readonly payload: Json };

export type ReportOutcome =
  | { readonly kind: 'acknowledged'; readonly version: number; readonly milliseconds: number }
  /** Offline or locked: it is reported with the next connection, or once unlocked. */
  | { readonly kind: 'kept' };
