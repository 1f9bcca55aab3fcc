import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { learnOnce } from '../../../src/tui/app/learn-once.ts';

/** What was learned of twins `[name, version]`, of which at most two are remembered. */
function learned(...twins: readonly (readonly [string, number])[]): readonly string[] {
  const seen: string[] = [];
  const learn = learnOnce(({ deviceId, version }: JsonObject) => seen.push(`${deviceId} v${version}`), 2);
  for (const [deviceId, version] of twins) learn({ deviceId, version });
  return seen;
}

it('a version of a twin is learned once', () => {
  expect(learned(['a', 1], ['a', 1], ['a', 2], ['b', 1], ['a', 2], ['b', 1])).toEqual(['a v1', 'a v2', 'b v1']);
});

it('no more is remembered than the bound allows, however many twins and versions come', () => {
  expect(learned(['a', 1], ['b', 1], ['c', 1], ['b', 1], ['a', 1])).toEqual(['a v1', 'b v1', 'c v1', 'a v1']);
});
