import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/lib/json.ts';
import { jsonPlace } from '../../src/lib/json-place.ts';

describe('where a member stands in JSON', () => {
  it.each([
    ['{"a": 1, "b": [1, {"c": 2}]}', ['a'], '"a": 1', '1, "b"'],
    ['{"a": 1, "b": [1, {"c": 2}]}', ['b', '1', 'c'], '"c": 2', '2}'],
    ['{"a": 1, "b": [1, {"c": 2}]}', ['b', '0'], '1, {', '1, {'],
    ['{"a":{"b":1},"b":2}', ['b'], '"b":2', '2}'],
    ['{"a":1,"a":2}', ['a'], '"a":2', '2}'],
    ['{"\\u0061{,": true}', ['a{,'], '"\\u0061', 'true'],
    ['[[],{},-1e5]', ['2'], '-1e5', '-1e5'],
  ])('%s %j', (text, path, key, value) => {
    const place = jsonPlace(text, path)!;
    expect(text.slice(place.key)).toMatch(startingWith(key));
    expect(text.slice(place.value)).toMatch(startingWith(value));
  });

  it('is undefined for what is not there', () => {
    expect(jsonPlace('{"a":{}}', ['a', 'b'])).toBeUndefined();
    expect(jsonPlace('5', ['a'])).toBeUndefined();
  });

  it('is found for every member of any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>), fc.nat(3), (object, indent) => {
        const text = JSON.stringify(object, undefined, indent);
        for (const [key, value] of Object.entries(object)) {
          const place = jsonPlace(text, [key])!;
          expect(text.slice(place.key).startsWith(JSON.stringify(key))).toBe(true);
          expect(text.slice(place.value).startsWith(JSON.stringify(value)[0]!)).toBe(true);
        }
      }),
    );
  });
});

const startingWith = (text: string) => new RegExp(`^${text.replace(/[^\w\s]/g, '\\$&')}`);
