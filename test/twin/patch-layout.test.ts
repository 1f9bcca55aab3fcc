import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/lib/json.ts';
import { limits } from '../../src/twin/limits.ts';
import { overwrites } from '../../src/twin/overwrites.ts';
import { PatchLayout } from '../../src/twin/patch-layout.ts';
import { validateWrite } from '../../src/twin/validate.ts';

const layoutOf = (text: string) => PatchLayout.of(Buffer.from(text));
const sizeOf = (first: string, second: string) => layoutOf(first)?.sizeOf(Buffer.from(second));
const parse = (text: string) => JSON.parse(text) as JsonObject;

const right = fc.constantFrom(...'1|-0|0.5|true|false|"x"|""|"a b"|-12.75|999999999999999'.split('|'));
/** Tokens that no leaf of a known layout is made of, and such that are none. */
const wrong = fc.constantFrom(
  ...'null|{}|[]|[1]|01|1.|-|.5|1e5|1e999|"\\n"|"\\u0041"|"é"|"\t"|"||tru|truex|"x" | 1|1 '.split('|'),
  ...'4503599627370496|-4503599627370497|1000000000000000'.split('|'),
);
const anyToken = fc.oneof(
  { weight: 6, arbitrary: right },
  { weight: 2, arbitrary: wrong },
  fc.string({ maxLength: 4 }),
);
const key = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'bb', '__proto__', 'constructor', '7') },
  { weight: 1, arbitrary: fc.constantFrom('c.d', '$e', 'é', 'x y', 'f\\"') },
);

/** A text with holes for leaves; blanks where JSON has room for them. */
const skeleton = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: fc.constant('#') }, tie('object')),
  object: fc
    .tuple(fc.constantFrom('', ' ', '\n\t'), fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }))
    .map(([blank, members]) => {
      const texts = members.map(([name, value]) => `"${name}"${blank}:${blank}${value}`);
      return `{${blank}${texts.join(`,${blank}`)}${blank}}`;
    }),
})).object as fc.Arbitrary<string>;

const filled = (holes: string, leaves: readonly string[]) => {
  let index = 0;
  return holes.replaceAll('#', () => leaves[index++ % leaves.length]!);
};
const some = (token: fc.Arbitrary<string>) => fc.array(token, { minLength: 1, maxLength: 6 });

function isAccepted(text: string): boolean {
  try {
    validateWrite('reported', parse(text), 'delete', { values: {} });
    return true;
  } catch {
    return false;
  }
}

describe('a text that is laid out like the report before', () => {
  it('breaks no rule, takes no more than is said, and overwrites that report', () => {
    let count = 0;
    fc.assert(
      fc.property(
        skeleton,
        some(right),
        some(anyToken),
        fc.option(fc.tuple(fc.nat(60), fc.nat(255)), { freq: 4 }),
        (holes, one, other, change) => {
          const first = filled(holes, one);
          if (!isAccepted(first)) return;
          const second = Buffer.from(filled(holes, other));
          if (change !== null && second.length > 0) second[change[0] % second.length] = change[1];
          const size = layoutOf(first)?.sizeOf(second) ?? -1;
          if (size < 0) return;
          count++;
          const read = parse(second.toString());
          expect(validateWrite('reported', read, 'delete')).toBeLessThanOrEqual(size);
          expect(overwrites(read, parse(first))).toBe(true);
          expect(second.toString('latin1')).toBe(second.toString());
        },
      ),
      { numRuns: 20_000 },
    );
    expect(count).toBeGreaterThan(1000);
  });

  it.each([
    ['{"a":1}', '{"a":2}', 9],
    ['{"battery":20,"c":{"on":true,"s":-50}}', '{"battery":21.5,"c":{"on":false,"s":-120}}', 31],
    ['{ "a" : 1 }', '{ "a" : "wifi" }', 5],
    ['{"a":true}', '{"a":0}', 9],
  ])('as %s and %s', (first, second, size) => expect(sizeOf(first, second)).toBe(size));

  it.each([
    ['another key', '{"a":1}', '{"b":1}'],
    ['another blank', '{"a":1}', '{"a": 1}'],
    ['a member more', '{"a":1}', '{"a":1,"b":1}'],
    ['something behind it', '{"a":1}', '{"a":1}}'],
    ['null', '{"a":1}', '{"a":null}'],
    ['an object', '{"a":1}', '{"a":{}}'],
    ['an escape', '{"a":"x"}', '{"a":"\\u0000"}'],
    ['a control character', '{"a":"x"}', '{"a":"\u0001"}'],
    ['what is not ASCII', '{"a":"x"}', '{"a":"é"}'],
    ['a number with zeros before it', '{"a":1}', '{"a":007}'],
    ['an exponent', '{"a":1}', '{"a":1e9}'],
    ['an integer that may be too large', '{"a":1}', '{"a":4503599627370496}'],
    ['a text cut short', '{"a":"x"}', '{"a":"x'],
    ['nothing', '{"a":1}', ''],
  ])('is not one with %s', (_, first, second) => expect(sizeOf(first, second)).toBe(-1));

  it.each([
    ['no members', '{}'],
    ['an object without members', '{"a":{ }}'],
    ['an array', '{"a":[1]}'],
    ['null', '{"a":null}'],
    ['an escape in a key', '{"\\u0061":1}'],
    ['a long text', `{"a":"${'x'.repeat(1024)}"}`],
  ])('has no layout that is known with %s', (_, text) => expect(layoutOf(text)).toBeUndefined());

  it('is not one with a string beyond the limit, however long texts may be', () => {
    expect(limits.stringBytes).toBe(4096);
    expect(sizeOf('{"a":"x"}', `{"a":"${'x'.repeat(1015)}"}`)).toBe(1016);
    expect(sizeOf('{"a":"x"}', `{"a":"${'x'.repeat(4097)}"}`)).toBe(-1);
  });

  it('counts a member that stands twice no less than it takes', () => {
    expect(sizeOf(`{"a":"${'x'.repeat(900)}","a":1}`, '{"a":"","a":1}')).toBeGreaterThanOrEqual(9);
  });
});
