import { describe, expect, it } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, WireClient } from '../../helpers/wire-client.ts';
import { sendPackets } from './mqtt-strangers.ts';
import { Random } from './random.ts';
import { requestSeeds, sendRequests } from './rest-strangers.ts';

describe('a hub to which strangers send nonsense', () => {
  it('answers every request or closes, never with 500, and serves others all the while', async () => {
    const { hub, rest } = await startDeviceHub(['dev-1', 'good']);
    const { primaryKey } = hub.policies.find(({ name }) => name === 'iothubowner')!;
    const token = signSas({ resource: 'localhost', expiry: 4102444800, key: primaryKey, policy: 'iothubowner' });
    const counts = await sendRequests(hub, new Random(7), requestSeeds(token), 1000);
    expect(counts.answered).toBeGreaterThan(700);
    expect((await rest('GET', '/twins/good')).status).toBe(200);
  });

  it('survives every packet, and keeps the connection of another device', async () => {
    const { hub, news } = await startDeviceHub(['dev-1', 'good']);
    const good = await WireClient.open(hub);
    good.send(connectPacket('good'));
    await good.next('connack');
    expect(await sendPackets(hub, new Random(7), 'dev-1', 1000)).toBe(1000);
    expect(await good.arrivedUntilPing()).toEqual([]);
    expect(news.of('connection').filter(({ key, connected }) => key === 'good' && !connected)).toEqual([]);
  });
});
