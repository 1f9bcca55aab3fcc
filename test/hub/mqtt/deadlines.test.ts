import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, WireClient } from '../../helpers/wire-client.ts';

/** A hub whose looks at its connections, and the time they see, pass when told to; the network is the real one. */
async function hubInSlowTime(keys: readonly string[] = ['d']) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const stage = await startDeviceHub(keys);
  return { ...stage, pass: (seconds: number) => void vi.advanceTimersByTime(seconds * 1000) };
}

/** What the client has to do with the time that passes: nothing was lost before it, something comes after it. */
const stays = async (client: WireClient) => expect(await client.arrivedUntilPing()).toEqual([]);

describe('without CONNECT', () => {
  it('a connection ends after 30 seconds, also when its packet comes byte by byte', async () => {
    const { hub, pass } = await hubInSlowTime();
    const silent = await WireClient.open(hub);
    const slow = await WireClient.open(hub);
    slow.send(Buffer.from([0x10]));
    const witness = await connectWire(hub, 'd');
    pass(28);
    slow.send(Buffer.from([0x20]));
    await stays(witness);
    expect([silent.isClosed, slow.isClosed]).toEqual([false, false]);
    pass(4);
    await Promise.all([silent.closed(), slow.closed()]);
    await stays(witness);
  });
});

describe('the keep-alive', () => {
  it.each([
    [60, 88, 94],
    [180, 268, 274],
    [1177, 1764, 1770],
    [65_535, 1764, 1770],
    [0, 1764, 1770],
  ])('of %d s ends a silent connection between %d and %d s', async (keepalive, tooSoon, late) => {
    const { hub, news, pass } = await hubInSlowTime(['d', 'e']);
    const client = await connectWire(hub, 'd', { keepalive });
    const witness = await connectWire(hub, 'e', { keepalive: 0 });
    pass(tooSoon);
    await stays(witness);
    expect(client.isClosed).toBe(false);
    pass(late - tooSoon);
    await client.closed();
    expect(await news.whyClosed('d')).toBe('404104 DeviceConnectionClosedRemotely: keep-alive ran out');
  });

  it('begins anew with every packet, not with pings alone', async () => {
    const { hub, pass } = await hubInSlowTime();
    const client = await connectWire(hub, 'd', { keepalive: 60 });
    const packets = [
      () => client.publish('devices/d/messages/events/', 'x', { qos: 1, messageId: 1 }),
      () => client.send({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: ['$iothub/twin/res/#'] }),
      () => client.send({ cmd: 'pingreq' }),
    ];
    for (const [index, send] of packets.entries()) {
      pass(80);
      send();
      await client.next((['puback', 'unsuback', 'pingresp'] as const)[index]!);
    }
    pass(80);
    await stays(client);
  });
});
