import { describe, expect, it } from 'vitest';
import { type JsonObject, toBareObject } from '../../src/lib/json.ts';
import { TwinRuleError } from '../../src/twin/rule-error.ts';
import { sectionSize } from '../../src/twin/size.ts';
import { createTwin } from '../../src/twin/twin.ts';
import { validateSize, validateWrite } from '../../src/twin/validate.ts';
import { patchTwin } from '../../src/twin/write.ts';

const bare = (value: object) => toBareObject(value as JsonObject);

describe('the size of a section', () => {
  const sizes: readonly (readonly [string, object, number])[] = [
    ['keys and strings', { ab: 'cde' }, 5],
    ['a key in UTF-8 bytes', { é: '' }, 2],
    ['a string in characters', { a: 'éé👍' }, 4],
    ['no control characters', { a: 'x\u0001\u007f\u0085y' }, 3],
    ['8 for a number, 4 for a boolean', { a: 1, b: true }, 14],
    ['objects and arrays by what is in them', { a: { b: 1 }, c: ['x', 2] }, 20],
  ];
  for (const [name, values, size] of sizes) it(`counts ${name}`, () => expect(sectionSize(bare(values))).toBe(size));
});

describe('a write', () => {
  it('may make an oversized section smaller, but not larger', () => {
    const large = bare({ a: 'x'.repeat(9000), b: 1 });
    expect(() => validateSize('tags', large, bare({ a: 'x'.repeat(9000) }))).not.toThrow();
    expect(() => validateSize('tags', large, bare({ a: 'x'.repeat(9000), b: 1, c: 1 }))).toThrow(/limit is 8192/);
  });

  it('fits exactly at the limit', () => {
    const section = (length: number) => bare({ a: 'x'.repeat(4096), b: 'x'.repeat(length) });
    expect(() => validateSize('tags', bare({}), section(4094))).not.toThrow();
    expect(() => validateSize('tags', bare({}), section(4095))).toThrow(TwinRuleError);
  });

  const breaches: readonly (readonly [string, object, readonly string[]])[] = [
    ['key', { a: { 'b c': 1 } }, ['properties', 'desired', 'a', 'b c']],
    ['key-length', { ['k'.repeat(1025)]: 1 }, ['properties', 'desired', 'k'.repeat(1025)]],
    ['string-length', { a: ['x'.repeat(4097)] }, ['properties', 'desired', 'a', '0']],
    ['integer', { a: { b: 2 ** 52 } }, ['properties', 'desired', 'a', 'b']],
    ['null', { a: [{ b: null }] }, ['properties', 'desired', 'a', '0', 'b']],
  ];
  for (const [rule, values, path] of breaches) {
    it(`names the rule ${rule} and where it is broken`, () => {
      let found: unknown;
      try {
        validateWrite('desired', bare(values), 'delete');
      } catch (error) {
        found = error;
      }
      expect(found).toMatchObject({ rule, path });
    });
  }

  it('may hold a number beyond all integers, as JavaScript writes it with an exponent', () => {
    expect(() => validateWrite('desired', bare({ a: 6.02e23, b: [-1e300] }), 'delete')).not.toThrow();
    expect(() => validateWrite('desired', bare({ a: -1e20 }), 'delete')).toThrow(/integer at properties.desired.a/);
  });

  it('may hold null to delete in a patch, nowhere in a replacement', () => {
    expect(() => validateWrite('tags', bare({ a: { b: null } }), 'delete')).not.toThrow();
    expect(() => validateWrite('tags', bare({ a: { b: null } }), 'forbidden')).toThrow(/Error in Property\/Tag b/);
  });
});

it.each([
  ['many keys', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1]))],
  ['many objects', Object.fromEntries(Array.from({ length: 8_000 }, (_, index) => [`key${index}`, { value: 1 }]))],
])('a flood of %s is refused before it is merged, a flood of deletions is none', (_, written) => {
  const values = bare(written);
  const before = createTwin('2026-01-01T00:00:00.0000000Z');
  expect(() => patchTwin(before, { tags: values }, '2026-01-01T00:00:00.0000000Z')).toThrow(
    'tags would take more than 32768 bytes, the limit is 8192',
  );
  const deletions = bare(Object.fromEntries(Object.keys(written).map(key => [key, null])));
  expect(patchTwin(before, { tags: deletions }, '2026-01-01T00:00:00.0000000Z').changed).toBe(false);
});
