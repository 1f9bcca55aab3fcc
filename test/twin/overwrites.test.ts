import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareObject, isObject, type Json, type JsonObject } from '../../src/lib/json.ts';
import { mergeSection } from '../../src/twin/merge.ts';
import { stampOf } from '../../src/twin/metadata.ts';
import { overwrites } from '../../src/twin/overwrites.ts';
import { somePatch } from './some-patch.ts';

const [first, second, third] = ['1', '2', '3'].map(second => stampOf(`2024-01-01T00:00:0${second}.0000000Z`));

type Merged = { readonly values: JsonObject; readonly metadata: JsonObject };

function merged(patches: readonly (readonly [JsonObject, JsonObject])[]): string {
  let section: Merged = { values: bareObject(), metadata: first! };
  for (const [patch, stamp] of patches) section = mergeSection(section.values, section.metadata, patch, stamp);
  return JSON.stringify([section.values, section.metadata]);
}

/** The same members with other values: mostly of the same kind. */
const likeIt = (value: Json): fc.Arbitrary<Json> => {
  if (!isObject(value)) return fc.oneof({ weight: 8, arbitrary: fc.nat() }, { weight: 1, arbitrary: somePatch });
  const members = Object.keys(value).map(key => likeIt(value[key]!).map(member => [key, member] as const));
  return fc.tuple(...members).map(entries => {
    const like = bareObject();
    for (const [key, member] of entries) like[key] = member;
    return like;
  });
};
const pair = somePatch.chain(earlier => fc.tuple(fc.constant(earlier), likeIt(earlier) as fc.Arbitrary<JsonObject>));

const parse = (text: string) => JSON.parse(text) as JsonObject;

describe('a patch that overwrites the one before it', () => {
  it('leaves alone what both leave in a row, values, metadata and order', () => {
    let count = 0;
    fc.assert(
      fc.property(somePatch, pair, (before, [earlier, later]) => {
        if (!overwrites(later, earlier)) return;
        count++;
        const both = [
          [before, first!],
          [earlier, second!],
          [later, third!],
        ] as const;
        expect(merged([both[0], both[2]])).toBe(merged(both));
      }),
      { numRuns: 3000 },
    );
    expect(count).toBeGreaterThan(100);
  });

  const yes: readonly (readonly [string, string])[] = [
    ['{"a":1}', '{"a":2}'],
    ['{"a":{"b":1,"c":"x"},"d":[1]}', '{"a":{"b":2,"c":3},"d":[2]}'],
    ['{"a":{"b":null}}', '{"a":1}'],
    ['{"__proto__":1}', '{"__proto__":2}'],
  ];
  for (const [earlier, later] of yes) {
    it(`is ${later} after ${earlier}`, () => expect(overwrites(parse(later), parse(earlier))).toBe(true));
  }

  const no: readonly (readonly [string, string, string])[] = [
    ['another member', '{"a":1}', '{"b":1}'],
    ['one member fewer', '{"a":1,"b":1}', '{"a":1}'],
    ['members in another order', '{"a":1,"b":1}', '{"b":1,"a":1}'],
    ['a null, which may find nothing to delete', '{"a":1}', '{"a":null}'],
    ['a null before it, which moves the member to the end', '{"a":null}', '{"a":1}'],
    ['an object where a leaf stood', '{"a":1}', '{"a":{"b":1}}'],
    ['an empty object', '{"a":{}}', '{"a":{}}'],
    ['nothing', '{}', '{}'],
  ];
  for (const [name, earlier, later] of no) {
    it(`is not one with ${name}`, () => expect(overwrites(parse(later), parse(earlier))).toBe(false));
  }
});
