import { describe, expect, it } from 'vitest';
import { bareObject, type JsonObject, toBareObject } from '../../src/lib/json.ts';
import { mergeSection, replaceDiff } from '../../src/twin/merge.ts';
import { stampOf, stampTree } from '../../src/twin/metadata.ts';
import { sectionSize } from '../../src/twin/size.ts';
import { createTwin } from '../../src/twin/twin.ts';

const before = stampOf('2024-01-01T00:00:00.0000000Z', 1);
const later = '2024-01-02T00:00:00.0000000Z';
const stamp = stampOf(later, 2);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

function merge(values: string, patch: string) {
  const start = toBareObject(JSON.parse(values) as JsonObject);
  return mergeSection(start, stampTree(start, before), toBareObject(JSON.parse(patch) as JsonObject), stamp);
}

/** hub-reference 2.5: values, patch, resulting values, diff (null where nothing counts as changed). */
const cases: readonly (readonly [string, string, string, string, string | null])[] = [
  ['a scalar replaces an object', '{"a":{"b":1}}', '{"a":5}', '{"a":5}', '{"a":5}'],
  ['an object replaces a scalar', '{"a":5}', '{"a":{"b":null,"c":1}}', '{"a":{"c":1}}', '{"a":{"c":1}}'],
  ['an array is replaced whole', '{"a":[1,2]}', '{"a":[3]}', '{"a":[3]}', '{"a":[3]}'],
  ['an equal scalar counts', '{"a":1}', '{"a":1}', '{"a":1}', '{"a":1}'],
  ['an absent null does not count', '{"a":1}', '{"b":null}', '{"a":1}', null],
  ['an object that is there already does not count', '{"a":{"b":1}}', '{"a":{}}', '{"a":{"b":1}}', null],
  ['an empty object replaces a scalar', '{"a":1}', '{"a":{}}', '{"a":{}}', '{"a":{}}'],
  [
    'deleting the last child leaves an empty object',
    '{"a":{"b":1}}',
    '{"a":{"b":null}}',
    '{"a":{}}',
    '{"a":{"b":null}}',
  ],
  [
    'only what counts is in the diff',
    '{"a":{"b":1}}',
    '{"a":{"x":null,"c":2},"z":null}',
    '{"a":{"b":1,"c":2}}',
    '{"a":{"c":2}}',
  ],
  ['__proto__ is a key', '{}', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
  ['an absent constructor is not there', '{}', '{"constructor":null}', '{}', null],
];

describe('a merge patch', () => {
  for (const [name, values, patch, result, diff] of cases) {
    it(name, () => {
      const merged = merge(values, patch);
      expect(JSON.stringify(merged.values)).toBe(result);
      expect(merged.diff === undefined ? null : JSON.stringify(merged.diff)).toBe(diff);
      expect(merged.growth).toBe(sectionSize(merged.values) - sectionSize(JSON.parse(values)));
    });
  }

  it('leaves what it was given as it was', () => {
    const start = toBareObject({ a: { b: 1 } });
    const text = JSON.stringify(start);
    mergeSection(start, stampTree(start, before), toBareObject({ a: { b: null, c: 1 } }), stamp);
    expect(JSON.stringify(start)).toBe(text);
  });

  it('stamps what was written and all above it, and forgets what was deleted', () => {
    const { metadata } = merge('{"a":{"b":1,"c":{"d":1}},"e":1}', '{"a":{"c":{"d":null}}}');
    const [old, fresh] = [plain(before), plain(stamp)];
    expect(plain(metadata)).toEqual({ ...fresh, a: { ...fresh, b: old, c: fresh }, e: old });
  });

  it('puts the stamp before the members, though a new twin has no version yet that it could take the place of', () => {
    const { values, metadata } = createTwin(later).desired;
    const merged = mergeSection(values, metadata, toBareObject({ a: 1 }), stamp);
    expect(Object.keys(merged.metadata)).toEqual(['$lastUpdated', '$lastUpdatedVersion', 'a']);
    expect(Object.keys(metadata)).toEqual(['$lastUpdated']);
  });

  it('takes an array for a leaf of the metadata', () => {
    expect(plain(merge('{}', '{"a":[{"b":1}]}').metadata.a)).toEqual(plain(stamp));
  });

  it('gives reported no $lastUpdatedVersion', () => {
    const merged = mergeSection(bareObject(), bareObject(), toBareObject({ a: 1 }), stampOf(later));
    expect(plain(merged.metadata)).toEqual({ $lastUpdated: later, a: { $lastUpdated: later } });
  });
});

describe('the diff of a replacement', () => {
  const diff = (current: object, next: object) =>
    replaceDiff(toBareObject(current as JsonObject), toBareObject(next as JsonObject));

  it('names all new content, and null for what vanished, at every level', () => {
    expect(plain(diff({ a: 1, b: 2 }, { a: 1, c: 100 }))).toEqual({ a: 1, b: null, c: 100 });
    expect(plain(diff({ o: { x: 1, y: 2 } }, { o: { x: 1 } }))).toEqual({ o: { x: 1, y: null } });
  });

  it('is none when there is nothing to tell', () => {
    expect(diff({}, {})).toBeUndefined();
    expect(diff({ o: {} }, { o: {} })).toBeUndefined();
  });
});
