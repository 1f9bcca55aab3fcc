import { expect, it } from 'vitest';
import { bounds } from '../../src/lib/bounds.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';

const targets = Array.from({ length: bounds.clients.watchedTwins + 1 }, (_, n) => ({ deviceId: `dev${n}` }));

it('keeps the watchers of the twins looked at last, and of those that are looked at', async () => {
  const connection = connectTo(await startTestHub());
  const [first, second] = targets.map(target => connection.watch(target));
  expect(connection.watch(targets[1]!)).toBe(second);
  expect(connection.watch(targets[0]!)).not.toBe(first);

  const watched = connection.watch(targets[3]!);
  const stop = watched.subscribe(() => {});
  for (let n = 0; n < 3; n++) for (const target of targets) if (target !== targets[3]) connection.watch(target);
  expect(connection.watch(targets[3]!)).toBe(watched);
  stop();
});
