import { type Ends, troubleOf } from './ends.ts';

/** What a hub refuses a device for that is mended by enabling it, or by making it again. */
const mended: ReadonlySet<unknown> = new Set(['device-disabled', 'device-not-found']);

/**
 * Connects what is simulated here of a device, its modules too, where it was refused: by themselves they stay away, as
 * nothing tells them that they are let in again. Says whether there was anything to connect.
 */
export function reconnectRefused({ connection, simulated }: Ends, deviceId: string): boolean {
  const refused = simulated
    .filter(target => target.deviceId === deviceId)
    .map(target => connection.device(target))
    .filter(client => client.getSnapshot().status === 'failed' && mended.has(troubleOf(client.getSnapshot().error)));
  // A failure is part of the device's state.
  for (const client of refused) client.connect().catch(() => {});
  return refused.length > 0;
}
