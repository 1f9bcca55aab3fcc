import { bounds } from '../../lib/bounds.ts';
import type { Json } from '../../lib/json.ts';

/** One line of a device's own log. */
export type DeviceLogEntry = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind:
    | 'connecting'
    | 'online'
    | 'offline'
    | 'lost'
    | 'failed'
    | 'resync'
    | 'reported'
    | 'kept'
    | 'refused'
    | 'desired'
    | 'stale'
    | 'method'
    | 'note';
  /** A sentence for people; foreign text in it is not escaped yet. */
  readonly text: string;
  /** `$version` of what was received or acknowledged. */
  readonly version?: number | undefined;
  readonly milliseconds?: number | undefined;
  readonly body?: Json | undefined;
  /** In `resync`: how many desired changes came while the device was away. */
  readonly missed?: number | undefined;
};

const limit = bounds.clients.deviceLog;

export function appended(log: readonly DeviceLogEntry[], entry: DeviceLogEntry): readonly DeviceLogEntry[] {
  return [...log.slice(Math.max(0, log.length + 1 - limit)), entry];
}
