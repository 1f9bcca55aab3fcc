import { describe, expect, it } from 'vitest';
import type { DeviceClient } from '../../src/clients/device-client.ts';
import type { TwinWatch } from '../../src/clients/twin-watch.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { behindProxies } from '../helpers/network-proxy.ts';
import { until } from '../helpers/until.ts';

const target = { deviceId: 'dev1' };

/** A hub with one device, clients behind a network that can be disturbed, and a client beside it that tells the truth. */
async function start(timers?: ManualTimers) {
  const direct = await startTestHub();
  const truth = connectTo(direct).service;
  await truth.identities.create(target);
  const { mqtt, https, hub } = await behindProxies(direct);
  const connection = connectTo(hub, timers && { timers });
  return { direct, truth, mqtt, https, hub, connection };
}

/** Until a condition holds that no one tells of; simulated time goes on meanwhile. */
async function settled(condition: () => boolean, timers?: ManualTimers, step = 0): Promise<void> {
  for (const end = performance.now() + 10_000; !condition(); ) {
    if (performance.now() > end) throw new Error(`${condition} did not come true`);
    timers?.advance(step);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}

const isWaiting = (device: DeviceClient, timers: ManualTimers) => {
  const { status, nextAttemptAt = 0 } = device.getSnapshot();
  return status === 'reconnecting' && nextAttemptAt > timers.now();
};

describe('a device on a bad line', () => {
  it('loses no report that was acknowledged, and delivers those that were kept', async () => {
    const { truth, mqtt, connection } = await start();
    const device = connection.device(target);
    await device.connect();
    const versions: number[] = [];
    let cuts = 0;
    for (let n = 1; n <= 60; n++) {
      const reporting = device.report({ [`r${n}`]: n });
      if (n % 7 === 0) setTimeout(() => mqtt.cut(), n % 3);
      const outcome = await reporting;
      if (outcome.kind === 'acknowledged') {
        versions.push(outcome.version);
        expect((await truth.twins.get(target)).properties.reported[`r${n}`]).toBe(n);
      } else cuts++;
    }
    await until(device, ({ status, pending }) => status === 'online' && pending.length === 0);
    const { reported } = (await truth.twins.get(target)).properties;
    for (let n = 1; n <= 60; n++) expect(reported[`r${n}`]).toBe(n);
    expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
    expect(cuts).toBeGreaterThan(0);
  });

  it.each([
    0, 0.01, 0.3, 0.6, 0.9, 0.98,
  ])('cut after %f of what coming online takes does so when the line is well, and knows what it missed', async part => {
    const { truth, mqtt, connection } = await start();
    const device = connection.device(target);
    await device.connect();
    const bytes = Math.floor(mqtt.mostToClient * part);
    mqtt.weather = { kind: 'truncating', bytes };
    const before = mqtt.connections;
    mqtt.cut();
    await truth.twins.patch(target, { properties: { desired: { missed: bytes } } });
    expect(await device.report({ kept: bytes })).toMatchObject({ kind: 'kept' });
    await settled(() => mqtt.connections >= before + 2);
    mqtt.weather = { kind: 'fair' };
    const { twin } = await until(device, ({ status, pending }) => status === 'online' && pending.length === 0);
    expect(twin?.desired).toEqual({ missed: bytes });
    expect((await truth.twins.get(target)).properties.reported).toMatchObject({ kept: bytes });
  });

  it('keeps the order of its reports on a slow one', async () => {
    const { truth, mqtt, connection } = await start();
    mqtt.weather = { kind: 'slow', milliseconds: 25 };
    const device = connection.device(target);
    await device.connect();
    await Promise.all(Array.from({ length: 20 }, (_, n) => device.report({ n })));
    await until(device, ({ pending }) => pending.length === 0);
    expect((await truth.twins.get(target)).properties.reported.n).toBe(19);
    expect(device.getSnapshot().twin?.reported).toEqual({ n: 19 });
  });
});

describe('without a hub', () => {
  it('a device tries again ever more seldom, and says when', async () => {
    const timers = new ManualTimers(Date.now());
    const { mqtt, connection } = await start(timers);
    const device = connection.device(target);
    await device.connect();
    mqtt.weather = { kind: 'refusing' };
    const before = mqtt.connections;
    mqtt.cut();
    for (const end = timers.now() + 600_000; timers.now() < end; ) {
      await settled(() => isWaiting(device, timers));
      timers.advance(device.getSnapshot().nextAttemptAt! - timers.now());
    }
    const attempts = mqtt.connections - before;
    expect(attempts).toBeGreaterThan(15);
    expect(attempts).toBeLessThan(60);
    await settled(() => isWaiting(device, timers));
    expect(device.getSnapshot().error?.trouble).toBe('unreachable');
    mqtt.clear();
    timers.advance(30_000);
    await until(device, ({ status }) => status === 'online');
  });

  it('two that take one place from each other do so a few times, then one gives way', async () => {
    const timers = new ManualTimers(Date.now());
    const { hub, mqtt, connection } = await start(timers);
    const devices = [connection.device(target), connectTo(hub, { timers }).device(target)];
    for (const device of devices) await device.connect();
    const before = mqtt.connections;
    const isOver = () => devices.some(device => device.getSnapshot().error?.trouble === 'replaced');
    const isOnline = () => devices.some(device => device.getSnapshot().status === 'online');
    const waiting = () => devices.find(device => isWaiting(device, timers));
    for (;;) {
      await settled(() => isOnline() && (isOver() || waiting() !== undefined));
      if (isOver()) break;
      timers.advance(waiting()!.getSnapshot().nextAttemptAt! - timers.now());
    }
    expect(mqtt.connections - before).toBeLessThan(12);
  });
});

describe('a twin on the screen', () => {
  const watched = (connection: Awaited<ReturnType<typeof start>>['connection']) => {
    const watcher = connection.watch(target);
    watcher.subscribe(() => {});
    return watcher;
  };
  const isLive = ({ freshness }: TwinWatch) => freshness.kind === 'live' && freshness.pollMilliseconds === undefined;

  it('is stale as soon as the hub is gone, and the newest when it is back', async () => {
    const { truth, https, connection } = await start();
    const watcher = watched(connection);
    await until(watcher, isLive);
    https.weather = { kind: 'refusing' };
    https.cut();
    await until(watcher, ({ freshness }) => freshness.kind === 'stale');
    expect(connection.health.getSnapshot()).toMatchObject({ status: 'lost', error: { trouble: 'unreachable' } });
    await truth.twins.patch(target, { tags: { newest: true } });
    https.clear();
    const { twin } = await until(watcher, watch => isLive(watch) && watch.twin?.tags?.newest === true);
    expect(twin?.etag).toBe((await truth.twins.get(target)).etag);
    expect(connection.health.getSnapshot().status).toBe('connected');
  });

  it('is not shown as live for long when the line goes silent without a word', async () => {
    const timers = new ManualTimers(Date.now());
    const { truth, https, connection } = await start(timers);
    const watcher = watched(connection);
    await until(watcher, isLive);
    https.weather = { kind: 'stalled' };
    await truth.twins.patch(target, { tags: { newest: true } });
    const stalledAt = timers.now();
    await settled(() => watcher.getSnapshot().freshness.kind === 'stale', timers, 500);
    expect(timers.now() - stalledAt).toBeLessThan(20_000);
    await settled(() => connection.health.getSnapshot().status === 'lost', timers, 500);
    expect(timers.now() - stalledAt).toBeLessThan(20_000);
    https.clear();
    await settled(() => isLive(watcher.getSnapshot()), timers, 500);
    await until(watcher, ({ twin }) => twin?.tags?.newest === true);
  });
});
