import { expect, it } from 'vitest';
import { kindOf } from '../../src/lib/json.ts';

it.each([
  [null, 'null'],
  [[1], 'an array'],
  [{ a: 1 }, 'an object'],
  ['text', 'a string'],
  [1, 'a number'],
  [true, 'a boolean'],
])('%j is told as %s', (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});
