import { expect, it } from 'vitest';
import { TwinWatcher } from '../../src/clients/twin-watcher.ts';
import { initialState } from '../../src/tui/state.ts';
import { shownIndex, showVersion } from '../../src/tui/update/time-acts.ts';
import { versionId } from '../../src/twin/seen-version.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const target = { deviceId: 'dev1' };

async function watched() {
  const connection = connectTo(await startTestHub());
  const { service } = connection;
  await service.identities.create(target);
  const timers = new ManualTimers();
  // Polled, so that the test says when it looks.
  const watcher = new TwinWatcher({ target, service, timers });
  const look = async () => {
    timers.advance(1_000);
    await watcher.refresh();
  };
  const write = async (...plants: readonly string[]) => {
    for (const plant of plants) {
      await service.twins.patch(target, { tags: { plant } });
      await look();
    }
  };
  const plants = () => watcher.getSnapshot().history.map(({ document }) => document.tags?.plant);
  return { service, watcher, look, write, plants };
}

it('a device that is deleted and made again is stepped through in the order seen, one life after the other', async () => {
  const { service, watcher, look, write, plants } = await watched();
  await look();
  await write('a', 'b');
  await service.identities.delete(target);
  await look();
  await service.identities.create(target);
  await look();
  await write('c', 'd');
  expect(plants()).toEqual([undefined, 'a', 'b', undefined, 'c', 'd']);

  const { history } = watcher.getSnapshot();
  const numbers = history.map(({ document }) => document.version);
  expect(numbers.slice(3)).toEqual(numbers.slice(0, 3));
  expect(new Set(history.map(versionId)).size).toBe(6);
  let state = initialState('dev1', false);
  const passed: number[] = [];
  for (let step = 0; step < history.length; step++) {
    const index = shownIndex(state, history);
    passed.push(index);
    state = showVersion(state, history, index - 1);
  }
  expect(passed).toEqual([5, 4, 3, 2, 1, 0]);
});

it('a twin made again with the number of the one before it is another version', async () => {
  const { service, watcher, look } = await watched();
  await look();
  await service.identities.delete(target);
  await look();
  expect(watcher.getSnapshot().freshness.kind).toBe('gone');
  await service.identities.create(target);
  await look();
  const [before, after, ...more] = watcher.getSnapshot().history;
  expect([before?.document.version, more.length]).toEqual([after?.document.version, 0]);
  expect(watcher.getSnapshot().twin).toEqual(after?.document);
});

it('an identity that is changed is no other device', async () => {
  const { service, watcher, look } = await watched();
  await look();
  await service.identities.setStatus('dev1', 'disabled');
  await look();
  expect(watcher.getSnapshot().history).toHaveLength(1);
});

// The hub that tells by itself, with all events on their way at once.
it('both lives are in the history of a twin that is followed', async () => {
  const connection = connectTo(await startTestHub());
  const { service } = connection;
  await service.identities.create(target);
  const watcher = connection.watch(target);
  const stop = watcher.subscribe(() => {});
  await until(watcher, ({ freshness }) => freshness.kind === 'live');
  await service.twins.patch(target, { tags: { life: 1 } });
  await until(watcher, ({ twin }) => twin?.tags?.life === 1);
  await service.identities.delete(target);
  await until(watcher, ({ freshness }) => freshness.kind === 'gone');
  await service.identities.create(target);
  await until(watcher, ({ freshness }) => freshness.kind === 'live');
  await service.twins.patch(target, { tags: { life: 2 } });
  const { history } = await until(watcher, ({ twin }) => twin?.tags?.life === 2);
  expect(history.map(({ document }) => document.tags?.life)).toEqual([undefined, 1, undefined, 2]);
  stop();
});
