import { expect, it } from 'vitest';
import { cells } from '../../../src/lib/text.ts';
import { wrapped } from '../../../src/tui/text/wrapped.ts';

it.each([
  ['', 10, ['']],
  ['one two three', 8, ['one two ', 'three']],
  ['one two three', 7, ['one two', 'three']],
  ['abcdefghijkl', 5, ['abcde', 'fghij', 'kl']],
  ['漢字漢字', 5, ['漢字', '漢字']],
  ['a \u001b[2J', 4, ['a ', '\\u00', '1b[2', 'J']],
])('%j in %i cells', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

it('what is far too long ends in an ellipsis, and no line is wider than asked', () => {
  const lines = wrapped('x'.repeat(100_000), 20);
  expect(lines.at(-1)).toBe('…');
  expect(lines.length).toBe(12);
  for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(20);
});
