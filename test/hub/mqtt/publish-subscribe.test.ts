import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { connectWire, desired, methods, res } from '../../helpers/wire-client.ts';

const events = 'devices/d/messages/events/';

describe('PUBLISH', () => {
  it('at QoS 0 is accepted and not acknowledged, at QoS 1 it is, on every topic', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    const topics = [
      events,
      '$iothub/twin/GET/?$rid=1',
      '$iothub/twin/PATCH/properties/reported/?$rid=2',
      '$iothub/methods/res/200/?$rid=ff',
    ];
    for (const topic of topics) client.publish(topic, '{}');
    expect(await client.arrivedUntilPing()).toEqual([]);
    for (const [index, topic] of topics.entries()) {
      client.publish(topic, '{}', { qos: 1, messageId: index + 500 });
      expect(await client.next('puback'), topic).toMatchObject({ messageId: index + 500 });
    }
  });

  it('is acknowledged in the order it came, whatever has to wait for the disk', async () => {
    const { hub } = await startDeviceHub(['d'], { dataDir: temporaryDirectory() });
    const client = await connectWire(hub, 'd');
    const [report, get] = ['$iothub/twin/PATCH/properties/reported/?$rid=1', '$iothub/twin/GET/?$rid=2'];
    const sent = [
      [report, '{"a":1}'],
      [events, 'x'],
      [get, ''],
      [report, '{"a":'],
      [report, '{"a":2}'],
      [events, 'y'],
    ] as const;
    for (let messageId = 1; messageId <= 60; messageId++) {
      const [topic, body] = sent[messageId % sent.length]!;
      client.publish(topic, body, { qos: 1, messageId });
    }
    for (let messageId = 1; messageId <= 60; messageId++) {
      expect(await client.next('puback')).toMatchObject({ messageId });
    }
  });

  it('of telemetry is told with its size and decoded properties, modules included', async () => {
    const { hub, news } = await startDeviceHub(['d', 'd/m']);
    const device = await connectWire(hub, 'd');
    const module = await connectWire(hub, 'd/m');
    device.publish(`${events}a=1&b&%24.ct=application%2Fjson&$.mid=7`, '{"t":1}');
    expect(await news.first('telemetry')).toMatchObject({
      key: 'd',
      bytes: 7,
      properties: { a: '1', b: null, '$.ct': 'application/json', '$.mid': '7' },
    });
    module.publish('devices/d/modules/m/messages/events/', Buffer.from([0, 255]));
    expect(await news.first('telemetry', ({ key }) => key === 'd/m')).toMatchObject({ bytes: 2, properties: {} });
  });

  it('with RETAIN marks the message and is not stored', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.publish(events, 'x', { retain: true });
    expect(await news.first('telemetry')).toMatchObject({ properties: { 'mqtt-retain': 'true' } });
  });

  it.each([
    ['an unknown topic', 'tele/d/STATE'],
    ['a twin topic that is none', '$iothub/twin/PUT/?$rid=1'],
    ['the topic of another device', 'devices/e/messages/events/'],
    ['a module topic from its device', 'devices/d/modules/m/messages/events/'],
  ])('to %s closes the connection and says why', async (_name, topic) => {
    const { hub, news } = await startDeviceHub(['d', 'e', 'd/m']);
    const client = await connectWire(hub, 'd');
    client.publish(topic, 'x');
    await client.closed();
    expect(await news.whyClosed('d')).toBe(`PUBLISH to "${topic}", which is no topic of this identity`);
    expect(news.of('telemetry')).toEqual([]);
  });

  it('at QoS 2 closes the connection', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.send({ cmd: 'publish', topic: events, payload: 'x', qos: 2, messageId: 1, dup: false, retain: false });
    await client.closed();
    expect(await news.whyClosed('d')).toContain('QoS 2');
  });
});

describe('SUBSCRIBE', () => {
  it('grants QoS 0 and 1 as asked and 1 for 2, several filters in one packet', async () => {
    const { hub } = await startDeviceHub(['d', 'd/m']);
    const device = await connectWire(hub, 'd');
    expect(
      await device.subscribe([res, 0], [desired, 1], [methods, 2], ['devices/d/messages/devicebound/#', 1]),
    ).toEqual([0, 1, 1, 1]);
    const module = await connectWire(hub, 'd/m');
    const inputs = [
      'devices/d/modules/m/#',
      'devices/d/modules/m/inputs/#',
      'devices/d/modules/m/messages/devicebound/#',
    ];
    expect(await module.subscribe(...inputs)).toEqual([0, 0, 0]);
  });

  it('is answered at QoS 0 even where 1 was granted', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    await client.subscribe([res, 1]);
    client.publish('$iothub/twin/GET/?$rid=1', '', { qos: 1, messageId: 3 });
    expect(await client.next('publish')).toMatchObject({ qos: 0, retain: false, dup: false });
  });

  it.each([
    ['#'],
    ['$iothub/#'],
    ['devices/d/#'],
    ['devices/e/messages/devicebound/#'],
    ['$iothub/twin/res/+'],
  ])('to %s closes the connection and says why', async filter => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos: 0 }] });
    await expect(client.next('suback')).rejects.toThrow('closed');
    expect(await news.whyClosed('d')).toBe(`SUBSCRIBE to "${filter}", which is no topic filter of this identity`);
  });

  it('ends with UNSUBSCRIBE, in the stored session too', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [res, methods] });
    client.send({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: [res, 'never/there'] });
    expect(await client.next('unsuback')).toMatchObject({ messageId: 9 });
    client.publish('$iothub/twin/GET/?$rid=1');
    expect(await client.arrivedUntilPing()).toEqual([]);
    const again = await connectWire(hub, 'd');
    again.publish('$iothub/twin/GET/?$rid=1');
    expect(await again.arrivedUntilPing()).toEqual([]);
  });
});

describe('a lenient hub', () => {
  it('keeps the connection at unknown topics and filters, not at those of others', async () => {
    const { hub, news } = await startDeviceHub(['d', 'e'], { lenient: true });
    const client = await connectWire(hub, 'd');
    expect(await client.subscribe(['#', 1])).toEqual([1]);
    client.publish('tele/d/STATE', 'x', { qos: 1, messageId: 4 });
    expect(await client.next('puback')).toMatchObject({ messageId: 4 });
    expect(await client.arrivedUntilPing()).toEqual([]);
    client.publish('devices/e/messages/events/', 'x');
    await client.closed();
    expect(await news.whyClosed('d')).toContain('devices/e');
  });
});
