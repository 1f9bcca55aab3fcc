import { describe, expect, it } from 'vitest';
import { propertyBags } from '../../fixtures/mqtt/property-bags.ts';
import { filters, publishTopics } from '../../fixtures/mqtt/topics.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, desired, methods, res } from '../../helpers/wire-client.ts';

const keys = ['d', 'd/m', 'other', 'dd'];

/** hub-reference 3.4 and 3.5, row by row and over the wire. */
describe('every documented topic', () => {
  it('takes PUBLISH at QoS 0 and 1, and every other topic closes the connection', async () => {
    const { hub } = await startDeviceHub(keys);
    for (const [topic, key, meaning] of publishTopics) {
      for (const qos of [0, 1] as const) {
        const client = await connectWire(hub, key);
        client.publish(topic, '{}', { qos, messageId: 5 });
        if (meaning === undefined) await client.closed();
        else if (qos === 1) expect(await client.next('puback'), topic).toMatchObject({ messageId: 5 });
        else expect(await client.arrivedUntilPing(), topic).toEqual([]);
      }
    }
  });

  it('takes SUBSCRIBE at QoS 0 and 1 as asked and 2 as 1, and every other filter closes without a SUBACK', async () => {
    const { hub } = await startDeviceHub(keys);
    for (const [filter, key, meaning] of filters) {
      for (const [qos, granted] of [
        [0, 0],
        [1, 1],
        [2, 1],
      ] as const) {
        const client = await connectWire(hub, key);
        client.send({ cmd: 'subscribe', messageId: 6, subscriptions: [{ topic: filter, qos }] });
        const answer = client.next('suback');
        if (meaning === undefined) await expect(answer, filter).rejects.toThrow('before the connection was closed');
        else expect(await answer, filter).toMatchObject({ messageId: 6, granted: [granted] });
      }
    }
  });

  it.each(propertyBags)('of telemetry takes its properties: %j', async (text, bag) => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.publish(`devices/d/messages/events/${text}`, 'x');
    expect({ ...(await news.first('telemetry')).properties }).toEqual(bag);
  });

  it('reaches only who holds its filter, and always at QoS 0', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    for (const [key, path] of [
      ['d', '/twins/d'],
      ['d/m', '/twins/d/modules/m'],
    ] as const) {
      const client = await connectWire(hub, key);
      const provokeAll = async () => {
        client.publish('$iothub/twin/GET/?$rid=1', ' ', { qos: 1, messageId: 1 });
        await rest('PATCH', path, { body: { properties: { desired: { more: [] } } } });
        return { answer: rest('POST', `${path}/methods`, { body: { methodName: 'reboot' } }) };
      };
      expect((await (await provokeAll()).answer).status).toBe(404);
      expect((await client.arrivedUntilPing()).map(({ cmd }) => cmd)).toEqual(['puback']);
      await client.subscribe([res, 1], [desired, 1], [methods, 1]);
      const { answer } = await provokeAll();
      const arrived = [await client.next('publish'), await client.next('publish'), await client.next('publish')];
      expect(arrived.map(({ qos, retain, dup }) => [qos, retain, dup])).toEqual(Array(3).fill([0, false, false]));
      const topics = arrived.map(({ topic }) => topic);
      expect(topics.map(topic => topic.split('/')[1])).toEqual(['twin', 'twin', 'methods']);
      client.publish(topics[2]!.replace('POST/reboot', 'res/200'));
      expect((await answer).body).toEqual({ status: 200, payload: null });
    }
  });
});
