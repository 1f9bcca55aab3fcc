import type { Hub } from '../../../src/hub/hub.ts';
import { connectPacket, WireClient } from '../../helpers/wire-client.ts';
import { mutateBytes } from './mutate.ts';
import { packetSeeds } from './packet-target.ts';
import type { Random } from './random.ts';

/**
 * `count` clients, each of which sends something mutated: before CONNECT, or behind a good one as `deviceId`. Throws
 * when one that sent bytes and left is still there; resolves with how many the hub closed itself.
 */
export async function sendPackets(hub: Hub, random: Random, deviceId: string, count: number): Promise<number> {
  let closed = 0;
  for (let index = 0; index < count; index++) {
    const client = await WireClient.open(hub);
    if (random.below(3) > 0) {
      client.send(connectPacket(deviceId));
      await client.next('connack');
    }
    client.send(mutateBytes(random, packetSeeds));
    client.socket.end();
    if (!client.isClosed) await client.closed();
    closed++;
  }
  return closed;
}
