import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawMember } from '../../src/lib/raw-member.ts';

const spaces = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
const scalars = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    '-0',
    '1.0',
    '1e2',
    '1700000000123456789',
    '"}"',
    '"\\""',
    '"\\\\"',
    '",\\"payload\\":1"',
  ),
  fc.string().map(text => JSON.stringify(text)),
);
/** The text of a value, with spaces wherever they may be. */
const { values } = fc.letrec<{ values: string }>(tie => {
  const list = (open: string, close: string, element: fc.Arbitrary<string>) =>
    fc.array(element, { maxLength: 3 }).map(elements => `${open}${elements.join(',')}${close}`);
  const member = fc
    .tuple(keys(), spaces, tie('values'))
    .map(([key, gap, value]) => `${gap}${key}${gap}:${gap}${value}`);
  return {
    values: fc.oneof(
      { maxDepth: 4 },
      scalars,
      list('[', ']', tie('values')),
      list('{', '}', member),
      list('[ ', '\n]', scalars),
    ),
  };
});

/** Keys that are the one that is looked for, or nearly are, in all their spellings. */
function keys(): fc.Arbitrary<string> {
  const spellings = [
    'payload',
    'pay\\u006coad',
    '\\u0070ayload',
    'Payload',
    'payloa',
    '__proto__',
    '\\"payload',
    'payload\\\\',
    ':',
  ];
  return fc.constantFrom(...spellings).map(key => `"${key}"`);
}

describe('the text of a member', () => {
  it('is that of the last one of its name, in whatever text', () => {
    const members = fc.array(fc.tuple(keys(), values, spaces), { maxLength: 6 });
    fc.assert(
      fc.property(members, spaces, (entries, gap) => {
        const written = entries.map(([key, value, space]) => `${space}${key}${gap}:${space}${value}${space}`);
        const text = `${gap}{${gap}${written.join(`${gap},`)}}${gap}`;
        const last = entries.findLast(([key]) => JSON.parse(key) === 'payload');
        expect(rawMember(text, 'payload')).toBe(last?.[1]);
        const parsed = JSON.parse(text);
        expect(Object.hasOwn(parsed, 'payload')).toBe(last !== undefined);
        if (last !== undefined) expect(JSON.parse(rawMember(text, 'payload')!)).toEqual(parsed.payload);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '[{"payload":1}]',
    '"{\\"payload\\":1}"',
    '"{"',
    '1',
    'null',
    '{}',
    '{"a":{"payload":1}}',
  ])('is none in %s', text => {
    expect(rawMember(text, 'payload')).toBeUndefined();
  });

  it('is found in a megabyte of anything, at once', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"payload":', '}'],
    ] as const) {
      const value = `${open.repeat(100_000)}"\\"${close.repeat(100_000)}"${close.repeat(100_000)}`;
      expect(rawMember(`{"a":${value},"payload":${value} }`, 'payload')).toBe(value);
    }
    const many = '"payload":0,'.repeat(80_000);
    expect(rawMember(`{${many}"payload":1}`, 'payload')).toBe('1');
  });
});
