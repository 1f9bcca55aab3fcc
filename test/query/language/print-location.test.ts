import { expect, it } from 'vitest';
import { locate } from '../../../src/query/language/locate.ts';
import { printLocation } from '../../../src/query/language/print-location.ts';

function show(text: string, marked: string, width?: number, widthOf?: (character: string) => number): string {
  const start = text.indexOf(marked);
  const span = { start, end: start + marked.length };
  return printLocation(text, { message: '', span, ...locate(text, start) }, width, widthOf);
}

it('draws the line and a mark below the place', () => {
  expect(show('SELECT *\nFROM devices\r\nWHERE tags.group = 1', 'group')).toBe(
    ['3 | WHERE tags.group = 1', '  |            ^^^^^'].join('\n'),
  );
});

it('cuts a long line on both sides, to the width', () => {
  const lines = show(`${'a'.repeat(100)} HERE ${'b'.repeat(100)}`, 'HERE', 31).split('\n');
  expect(lines).toEqual(['1 | …aaaaaaaaaaaa HERE bbbbbbb…', '  |               ^^^^']);
  expect(lines[0]).toHaveLength(31);
});

it('counts the cells of wide characters', () => {
  const wide = (character: string) => (character === '漢' ? 2 : 1);
  expect(show("'漢漢' = x", 'x', 80, wide)).toBe(["1 | '漢漢' = x", '  |          ^'].join('\n'));
});

it('shows controls as escapes, and marks their place', () => {
  expect(show('a\u001b[31m b', 'b')).toBe(['1 | a\\u001b[31m b', '  |             ^'].join('\n'));
});

it('marks the place behind the last character', () => {
  const text = 'SELECT';
  const problem = { message: '', span: { start: 6, end: 6 }, ...locate(text, 6) };
  expect(printLocation(text, problem)).toBe(['1 | SELECT', '  |       ^'].join('\n'));
});

it('counts lines of all three kinds, and characters, not their halves', () => {
  expect(locate('a\r\nb\nc\r🚲d', 9)).toEqual({ line: 4, column: 2 });
});
