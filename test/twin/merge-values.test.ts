import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/lib/json.ts';
import { toBareObject } from '../../src/lib/json.ts';
import { composePatches, mergeValues } from '../../src/twin/merge-values.ts';

const bare = (value: object) => toBareObject(value as JsonObject);
const { patch } = fc.letrec<{ patch: JsonObject; value: Json }>(tie => ({
  patch: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }).map(bare),
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom<Json>(null, 1, 'x', [1]), tie('patch')),
}));

describe('merging values', () => {
  it('merges objects, replaces arrays and deletes by null', () => {
    const values = bare({ a: { b: 1, c: [1, 2] }, d: 1 });
    expect(mergeValues(values, bare({ a: { b: null, c: [3] }, d: null, e: { f: null } }))).toEqual(
      bare({ a: { c: [3] }, e: {} }),
    );
  });

  it('leaves the values it was given as they were', () => {
    const values = bare({ a: { b: 1 } });
    mergeValues(values, bare({ a: { b: 2 } }));
    expect(values).toEqual(bare({ a: { b: 1 } }));
  });
});

describe('two patches composed', () => {
  it('do what they do in turn, whatever they are merged into', () => {
    fc.assert(
      fc.property(patch, patch, patch, (start, earlier, later) => {
        const values = mergeValues(bare({}), start);
        const composed = composePatches(earlier, later);
        if (composed === undefined) return;
        const inTurn = mergeValues(mergeValues(values, earlier), later);
        expect(mergeValues(values, composed)).toEqual(inTurn);
      }),
    );
  });

  it('cannot be one where an object starts empty after a deletion', () => {
    expect(composePatches(bare({ a: null }), bare({ a: { b: 1 } }))).toBeUndefined();
  });
});
