import { expect, it } from 'vitest';
import { thousands } from '../../src/lib/thousands.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [12_345, '12,345'],
  [1_234_567, '1,234,567'],
  [-1000, '-1,000'],
])('%i is written %s, as by Intl', (value, text) => {
  expect(thousands(value)).toBe(text);
  expect(text).toBe(value.toLocaleString('en'));
});
