import { describe, expect, it } from 'vitest';
import { TwinWatcher } from '../../src/clients/twin-watcher.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const target = { deviceId: 'dev1' };

async function start() {
  const hub = await startTestHub();
  const connection = connectTo(hub);
  await connection.service.identities.create(target);
  return { hub, connection, service: connection.service };
}

describe('a twin that is watched', () => {
  it('follows changes by itself, each version with who made it', async () => {
    const { connection, service } = await start();
    const watcher = connection.watch(target);
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ freshness, twin }) => freshness.kind === 'live' && twin !== undefined);
    const device = connection.device(target);
    await device.connect();
    await device.report({ battery: 80 });
    await service.twins.patch(target, { tags: { a: 1 } });
    const { history } = await until(watcher, ({ twin }) => twin?.tags !== undefined);
    expect(history.slice(-2).map(({ changedBy }) => changedBy)).toEqual([
      { by: 'device' },
      { by: 'service', policy: 'iothubowner' },
    ]);
    const { etag, version, tags, properties } = await service.twins.get(target);
    expect(watcher.getSnapshot().twin).toMatchObject({ etag, version, tags, properties });
    stop();
  });

  it('misses no version however fast they come', async () => {
    const { connection } = await start();
    const watcher = connection.watch(target);
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ freshness, twin }) => freshness.kind === 'live' && twin !== undefined);
    const device = connection.device(target);
    await device.connect();
    for (let n = 1; n <= 50; n++) await device.report({ n });
    const { history } = await until(watcher, ({ twin }) => twin?.properties.reported.n === 50);
    expect(history.slice(-50).map(({ document }) => document.properties.reported.n)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    stop();
  });

  it('knows its own writes', async () => {
    const { connection } = await start();
    const watcher = connection.watch(target);
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ twin }) => twin !== undefined);
    await watcher.patch({ tags: { mine: true } });
    const { history } = watcher.getSnapshot();
    expect(history.at(-1)).toMatchObject({ changedBy: { by: 'this-app' }, document: { tags: { mine: true } } });
    stop();
  });

  it('writes with the etag that is shown, so that nothing unseen is overwritten', async () => {
    const { service } = await start();
    const watcher = new TwinWatcher({ target, service, timers: new ManualTimers() });
    await watcher.refresh();
    await service.twins.patch(target, { tags: { other: 1 } });
    await expect(watcher.patch({ tags: { mine: 1 } })).rejects.toMatchObject({ trouble: 'conflict' });
  });

  it('is polled where the hub does not tell, and infers who changed it', async () => {
    const { connection, service } = await start();
    const timers = new ManualTimers();
    const watcher = new TwinWatcher({ target, service, timers, pollMilliseconds: 1_000 });
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ freshness }) => freshness.kind === 'live');
    expect(watcher.getSnapshot().freshness).toMatchObject({ pollMilliseconds: 1_000 });
    await service.twins.patch(target, { tags: { a: 1 } });
    timers.advance(1_000);
    await until(watcher, ({ twin }) => twin?.tags?.a === 1);
    const device = connection.device(target);
    await device.connect();
    await device.report({ b: 1 });
    await until({ subscribe: watcher.subscribe, getSnapshot: () => timers.waiting }, waiting => waiting > 0);
    timers.advance(1_000);
    const { history } = await until(watcher, ({ twin }) => twin?.properties.reported.b === 1);
    expect(history.map(({ changedBy }) => changedBy.by)).toEqual(['unknown', 'service', 'device']);
    stop();
    expect(timers.waiting).toBe(0);
  });

  it('is gone when its device is deleted, and is said to be', async () => {
    const { connection, service } = await start();
    const watcher = connection.watch(target);
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ twin }) => twin !== undefined);
    await service.identities.delete(target);
    const { freshness, twin } = await until(watcher, state => state.freshness.kind === 'gone');
    expect(freshness).toMatchObject({ error: { trouble: 'device-not-found' } });
    expect(twin).toBeDefined();
    stop();
  });

  it('is stale when the hub is gone, with what was last known', async () => {
    const { hub, connection } = await start();
    const watcher = connection.watch(target);
    const stop = watcher.subscribe(() => {});
    await until(watcher, ({ twin }) => twin !== undefined);
    await hub.stop();
    const { freshness } = await until(watcher, state => state.freshness.kind === 'stale');
    expect(freshness).toMatchObject({ error: { trouble: 'unreachable' } });
    stop();
  });
});
