import { describe, expect, it } from 'vitest';
import type { TwinVersion } from '../../../src/clients/twin-watch.ts';
import type { JsonObject } from '../../../src/lib/json.ts';
import { beforeNews, newsStart } from '../../../src/tui/app/before-news.ts';
import { versionShown } from '../../../src/tui/app/version-shown.ts';
import { twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { versionId } from '../../../src/twin/seen-version.ts';
import { screenProps, thermostat } from '../../helpers/screen-props.ts';

/** A version with these tags and this reported section, seen so many seconds before now. */
function seen(version: number, secondsAgo: number, reported: JsonObject, tags: JsonObject = {}): TwinVersion {
  const properties = { desired: thermostat.properties.desired, reported: { ...reported, $version: version } };
  return {
    at: 100_000 - secondsAgo * 1_000,
    document: { ...thermostat, version, tags, properties },
    changedBy: { by: 'device' },
  };
}

/** What is marked in the newest version: each path with what it was. */
function marks(...history: readonly TwinVersion[]): Record<string, unknown> {
  const previous = beforeNews(history, newsStart(history, 100_000));
  const { document } = history.at(-1)!;
  const nodes = twinTree({ twin: document, previous, folded: new Set(), onlyDifferences: false });
  return Object.fromEntries(
    nodes.flatMap(({ path, change }) =>
      change === undefined ? [] : [[path.join('.'), change.kind === 'changed' ? change.was : change.kind]],
    ),
  );
}

describe('what changed lately is marked', () => {
  it('with what it was, though other things changed since', () => {
    const history = [
      seen(1, 60, { type: 'wifi', n: 0 }),
      seen(2, 8, { type: 'cellular', n: 0 }),
      ...[1, 2, 3].map(n => seen(2 + n, 5 - n, { type: 'cellular', n })),
    ];
    expect(marks(...history)).toEqual({ type: 'wifi', n: 2 });
  });
  it('as changed, though it came only lately too', () => {
    expect(marks(seen(1, 9, {}), seen(2, 8, { type: 'wifi' }), seen(3, 1, { type: 'cellular' }))).toEqual({
      type: 'wifi',
    });
  });
  it('with the value between, when it is again what it was', () => {
    const values = ['wifi', 'cellular', 'wifi'].map((type, index) => seen(index + 1, 5 - index, { type }));
    expect(marks(...values)).toEqual({ type: 'cellular' });
  });
  it('as new, with all that is in it', () => {
    expect(marks(seen(1, 20, {}), seen(2, 1, { a: { b: 1 } }))).toEqual({ a: 'added', 'a.b': 'added' });
  });
  it('as new, and not as null before, when it came into something that is new itself', () => {
    const history = [seen(1, 20, {}), seen(2, 3, { a: { b: 1 } }), seen(3, 1, { a: { b: 1, c: 2 } })];
    expect(marks(...history)).toEqual({ a: 'added', 'a.b': 'added', 'a.c': 'added' });
    const changed = [...history.slice(0, 2), seen(3, 1, { a: { b: 5 } })];
    expect(marks(...changed)).toEqual({ 'a.b': 1 });
  });
  it('in the tags too, keys of Object.prototype among them', () => {
    expect(marks(seen(1, 20, {}, { constructor: 1 }), seen(2, 1, {}, { constructor: 2, toString: 3 }))).toEqual({
      constructor: 1,
      toString: 'added',
    });
  });
  it('as deleted, though other things changed since', () => {
    const history = [seen(1, 20, { a: 1, b: { c: 1 } }), seen(2, 8, { a: 1 }), seen(3, 1, { a: 2 })];
    expect(marks(...history)).toEqual({ a: 1, b: 'deleted' });
  });
  it('as new and no more as deleted, when it came back', () => {
    expect(marks(seen(1, 20, { a: 1 }), seen(2, 8, {}), seen(3, 1, { a: 1 }))).toEqual({ a: 'added' });
  });
  it('and no longer after ten seconds', () => {
    expect(marks(seen(1, 60, { gone: 1 }), seen(2, 10, {}))).toEqual({});
    expect(marks(seen(1, 60, { n: 1 }), seen(2, 10, { n: 2 }))).toEqual({});
    expect(marks(seen(1, 1, { n: 1 }))).toEqual({});
  });
  it('of a twin that changes hundreds of times a second, in its last changes', () => {
    const history = Array.from({ length: 500 }, (_, n) => seen(n + 1, 1, { n }));
    expect(marks(...history)).toEqual({ n: 498 });
  });
});

it('an older version is shown with what it changed itself', () => {
  const { twin } = screenProps({ columns: 120, rows: 36 });
  const history = [seen(1, 3, {}), seen(2, 2, {}), seen(3, 1, {})];
  const shown = versionShown({ ...twin, history }, versionId(history[1]!), history[2]!.document);
  expect([shown.twin?.version, shown.previous?.version]).toEqual([2, 1]);
  const newest = versionShown({ ...twin, history }, undefined, history[0]!.document);
  expect([newest.twin?.version, newest.previous?.version]).toEqual([thermostat.version, 1]);
});

describe('a twin that was made again', () => {
  const { twin } = screenProps({ columns: 120, rows: 36 });
  const history = [seen(1, 5, {}), seen(2, 4, { old: 1 }), seen(1, 3, {}), seen(2, 2, { new: 1 })];

  it('marks nothing of the one before it', () => {
    expect(marks(...history.slice(0, 3))).toEqual({});
    expect(marks(...history)).toEqual({ new: 'added' });
  });
  it('is shown without it, version by version', () => {
    const at = (index: number) => versionShown({ ...twin, history }, versionId(history[index]!), undefined);
    expect([at(2).twin, at(2).previous]).toEqual([history[2]!.document, undefined]);
    expect([at(1).twin, at(1).previous]).toEqual([history[1]!.document, history[0]!.document]);
  });
});
