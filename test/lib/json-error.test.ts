import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonError } from '../../src/lib/json-error.ts';

describe('the place of an error in JSON', () => {
  it.each([
    ['{"a": bad}', 1, 7, 'a value, found "b"'],
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3, 'a key in double quotes, found "b"'],
    ['{"a":', 1, 6, 'a value, found the end'],
    ['[1 2]', 1, 4, `',' or ']', found "2"`],
    ['[1,]', 1, 4, 'a value, found "]"'],
    ['{"a" 1}', 1, 6, `':', found "1"`],
    ['"half', 1, 1, 'a whole string, its escapes valid, found'],
    ['{} x', 1, 4, 'the end, found "x"'],
    ['', 1, 1, 'a value, found the end'],
  ])('%j', (text, line, column, message) => {
    expect(jsonError(text)).toMatchObject({ line, column, message: expect.stringContaining(`expected ${message}`) });
  });

  it('is found in whatever JSON.parse refuses, and nowhere else', () => {
    const nearly = fc.json().chain(text =>
      fc.tuple(fc.nat(text.length), fc.constantFrom('', ',', '"', '}', 'x', '\\', '\u0001')).map(([at, insert]) => {
        return text.slice(0, at) + insert + text.slice(at + 1);
      }),
    );
    fc.assert(
      fc.property(nearly, text => {
        const error = jsonError(text);
        if (error === undefined) JSON.parse(text);
        else expect(error.message).toMatch(/^expected (a value|a key|a whole|the end|'[,:])/);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told for nesting deeper than any stack', () => {
    expect(jsonError('['.repeat(100_000))?.message).toBe('expected JSON that is nested less deeply, found the end');
  });
});
