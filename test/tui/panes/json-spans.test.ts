import { describe, expect, it } from 'vitest';
import { keyText, valueRow } from '../../../src/tui/panes/json-spans.ts';
import { rowText } from '../../helpers/row-text.ts';

describe('a long value', () => {
  it('is whole up to 400 characters', () => {
    expect(rowText(valueRow('x'.repeat(400)))).toBe(`"${'x'.repeat(400)}"`);
  });
  it('says how much of it is left out, outside of the quotes', () => {
    expect(rowText(valueRow('x'.repeat(401)))).toBe(`"${'x'.repeat(400)}" … 1 more character`);
    expect(rowText(valueRow('x'.repeat(4_000)))).toBe(`"${'x'.repeat(400)}" … 3,600 more characters`);
  });
  it('is never cut within a character', () => {
    expect(rowText(valueRow(`${'x'.repeat(399)}😀😀`))).toBe(`"${'x'.repeat(399)}" … 2 more characters`);
    expect(rowText(valueRow(`${'x'.repeat(399)}e\u0301!`))).toBe(`"${'x'.repeat(399)}" … 3 more characters`);
  });
  it('says so of objects and arrays, too', () => {
    expect(rowText(valueRow(Array(2_000).fill(1)))).toMatch(/^\[[1,]+ … 1,601 more characters$/);
    expect(rowText(valueRow({ a: { b: [] } }))).toBe('{"a":{"b":[]}}');
  });
});

it.each([
  ['\u202egnp', '\\u202egnp'],
  ['\\u202egnp', '\\\\u202egnp'],
  ['a\u200bb', 'a\\u200bb'],
  ['say "hi"', 'say \\"hi\\"'],
  ['plain', 'plain'],
])('the key %j is shown as %s, which decodes to it alone', (key, shown) => {
  expect(keyText(key)).toBe(shown);
  expect(JSON.parse(`"${shown}"`)).toBe(key);
});
