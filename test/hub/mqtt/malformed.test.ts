import { describe, expect, it } from 'vitest';
import { illegalFirst, illegalLater } from '../../fixtures/mqtt/illegal-packets.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, res, WireClient } from '../../helpers/wire-client.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('illegal packets', () => {
  it('close their connection and leave all others alone', async () => {
    const { hub } = await startDeviceHub(['d', 'witness']);
    const witness = await connectWire(hub, 'witness', { subscribe: [res] });
    for (const [name, hex] of illegalFirst) {
      const client = await WireClient.open(hub);
      client.send(bytes(hex));
      await client.closed().catch(error => expect.unreachable(`${name}: ${error}`));
    }
    for (const [name, hex] of illegalLater) {
      const client = await connectWire(hub, 'd');
      client.send(bytes(hex));
      await client.closed().catch(error => expect.unreachable(`${name}: ${error}`));
    }
    witness.publish('$iothub/twin/GET/?$rid=1');
    expect((await witness.message()).topic).toBe('$iothub/twin/res/200/?$rid=1');
  });

  it('are not needed to reach the limit: what comes byte by byte is put together', async () => {
    const { hub } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    for (const byte of bytes('c000 c000')) client.send(Buffer.from([byte]));
    expect((await client.next('pingresp')).cmd).toBe('pingresp');
    expect((await client.next('pingresp')).cmd).toBe('pingresp');
  });

  it('a message of almost 256 KB is taken, one beyond closes', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.publish('devices/d/messages/events/', Buffer.alloc(255 * 1024));
    expect((await news.first('telemetry')).bytes).toBe(255 * 1024);
    client.publish('devices/d/messages/events/', Buffer.alloc(256 * 1024));
    expect(await news.whyClosed('d')).toContain('larger than');
  });

  it('a client that reads nothing is not read from, and does not stop the hub', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'witness']);
    const large = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`k${index}`, 'x'.repeat(4000)]));
    await rest('PATCH', '/twins/d', { body: { properties: { desired: large } } });
    const deaf = await connectWire(hub, 'd', { subscribe: [res] });
    deaf.socket.pause();
    const before = process.memoryUsage.rss();
    for (let request = 0; request < 5000; request++) deaf.publish(`$iothub/twin/GET/?$rid=${request}`);
    const witness = await connectWire(hub, 'witness', { subscribe: [res] });
    witness.publish('$iothub/twin/GET/?$rid=1');
    await witness.message();
    // All answers together are 140 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(80 * 2 ** 20);
    deaf.socket.resume();
    const last = async (): Promise<string> => {
      const { topic } = await deaf.message();
      return topic.endsWith('=4999') ? topic : last();
    };
    expect(await last()).toBe('$iothub/twin/res/200/?$rid=4999');
  });
});
