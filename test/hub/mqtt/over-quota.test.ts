import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, connectWire, WireClient } from '../../helpers/wire-client.ts';

async function exhaustibleHub() {
  const stage = await startDeviceHub(['d', 'd/m', 'e']);
  const exhaust = async (on: boolean) => {
    const { status, text } = await stage.rest('POST', '/$twin-tui/control', { body: { action: 'exhaust', on } });
    expect(status, text).toBe(200);
  };
  return { ...stage, exhaust };
}

/** hub-reference 3.3 and 7: MQTT has no word for a quota but the end of the connection. */
describe('over its quota', () => {
  it.each([
    ['d', 'devices/d/messages/events/'],
    ['d/m', 'devices/d/modules/m/messages/events/'],
  ])('%s that sends telemetry loses its connection, and the message', async (key, topic) => {
    const { hub, news, exhaust } = await exhaustibleHub();
    const [client, witness] = [await connectWire(hub, key), await connectWire(hub, 'e')];
    await exhaust(true);
    client.publish(topic, 'x', { qos: 1, messageId: 1 });
    await client.closed();
    expect(await news.whyClosed(key)).toContain('throttled');
    expect([news.of('telemetry'), await witness.arrivedUntilPing()]).toEqual([[], []]);
    await exhaust(false);
    (await connectWire(hub, key)).publish(topic, 'xy');
    expect(await news.first('telemetry')).toMatchObject({ key, bytes: 2 });
  });

  it('CONNECT is refused with code 5, and the end', async () => {
    const { hub, exhaust } = await exhaustibleHub();
    await exhaust(true);
    const client = await WireClient.open(hub);
    client.send(connectPacket('d'));
    expect((await client.next('connack')).returnCode).toBe(5);
    await client.closed();
    await exhaust(false);
    await connectWire(hub, 'd');
  });
});
