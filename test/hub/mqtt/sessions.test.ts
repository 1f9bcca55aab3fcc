import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../../src/hub/hub.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, connectWire, desired, methods, res, WireClient } from '../../helpers/wire-client.ts';

const isPresent = async (hub: Parameters<typeof WireClient.open>[0], clean: boolean) => {
  const client = await WireClient.open(hub);
  client.send(connectPacket('d', { clean }));
  return { client, present: (await client.next('connack')).sessionPresent };
};

describe('a session', () => {
  it('with clean 0 keeps its subscriptions over lost connections and says so', async () => {
    const { hub, rest } = await startDeviceHub();
    const first = await isPresent(hub, false);
    expect(first.present).toBe(false);
    await first.client.subscribe(res, desired);
    first.client.socket.destroy();
    const { client, present } = await isPresent(hub, false);
    expect(present).toBe(true);
    client.publish('$iothub/twin/GET/?$rid=1');
    expect((await client.message()).topic).toContain('res/200');
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    expect((await client.message()).topic).toContain('desired');
  });

  it('loses answers and pushes of the time in between', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const first = await connectWire(hub, 'd', { subscribe: [res, desired] });
    await rest('POST', '/$twin-tui/control', { body: { action: 'latency', milliseconds: 100 } });
    first.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', '{"a":1}');
    first.send({ cmd: 'disconnect' });
    await news.whyClosed('d');
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { b: 1 } } } });
    await news.first('twin', ({ after }) => after.reported.version === 2);
    const again = await connectWire(hub, 'd');
    expect(await again.arrivedUntilPing()).toEqual([]);
  });

  it('with clean 1 starts empty, forgets what was stored, and is not stored', async () => {
    const { hub } = await startDeviceHub();
    await connectWire(hub, 'd', { subscribe: [res] });
    const clean = await isPresent(hub, true);
    expect(clean.present).toBe(false);
    clean.client.publish('$iothub/twin/GET/?$rid=1');
    expect(await clean.client.arrivedUntilPing()).toEqual([]);
    await clean.client.subscribe(res);
    expect((await isPresent(hub, false)).present).toBe(false);
  });

  it('outlives a restart of the hub', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'twin-tui-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const { hub } = await startDeviceHub(['d'], { dataDir });
    await connectWire(hub, 'd', { subscribe: [res] });
    await hub.stop();
    const again = await startHub({ dataDir });
    onTestFinished(() => again.stop());
    const { client, present } = await isPresent(again, false);
    expect(present).toBe(true);
    client.publish('$iothub/twin/GET/?$rid=1');
    expect((await client.message()).topic).toContain('res/200');
  });

  it('dies with its identity', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    for (const key of ['d', 'd/m']) await connectWire(hub, key, { subscribe: [res] });
    await rest('DELETE', '/devices/d', { headers: { 'If-Match': '*' } });
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    const { authentication } = (await rest('GET', '/devices/d')).body as {
      authentication: { symmetricKey: { primaryKey: string } };
    };
    expect(authentication.symmetricKey.primaryKey).not.toBe('');
    await rest('PUT', '/devices/d', {
      body: { deviceId: 'd', authentication: { type: 'sas', symmetricKey: keys } },
      headers: { 'If-Match': '*' },
    });
    expect((await isPresent(hub, false)).present).toBe(false);
  });

  it('is taken over by a new connection of the same identity, the older one closed without a packet', async () => {
    const { hub, news } = await startDeviceHub(['d', 'd/m', 'e']);
    const module = await connectWire(hub, 'd/m');
    const older = await connectWire(hub, 'd', { subscribe: [res, methods] });
    const newer = await connectWire(hub, 'd');
    await older.closed();
    expect(await news.whyClosed('d')).toContain('400027');
    newer.publish('$iothub/twin/GET/?$rid=1');
    expect((await newer.message()).topic).toContain('res/200');
    expect(await module.arrivedUntilPing()).toEqual([]);
    expect(
      news
        .of('connection')
        .filter(({ key }) => key === 'd')
        .map(({ connected }) => connected),
    ).toEqual([true, false, true]);
  });
});

const keys = {
  primaryKey: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  secondaryKey: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
};
