import { expect, it } from 'vitest';
import { highlight } from '../../../src/query/language/highlight.ts';

function classes(text: string): string[] {
  return highlight(text).map(piece => `${text.slice(piece.span.start, piece.span.end)} ${piece.class}`);
}

it('tells the parts of a query apart', () => {
  expect(classes("SELECT COUNT() AS n FROM devices WHERE NOT is_defined(tags.[[group]]) AND status != 'x'")).toEqual([
    'SELECT keyword',
    'COUNT function',
    '( punctuation',
    ') punctuation',
    'AS keyword',
    'n alias',
    'FROM keyword',
    'devices collection',
    'WHERE keyword',
    'NOT keyword',
    'is_defined function',
    '( punctuation',
    'tags member',
    '. punctuation',
    '[[group]] member',
    ') punctuation',
    'AND keyword',
    'status member',
    '!= operator',
    "'x' string",
  ]);
});

it('takes a keyword behind a point for the name it was meant as', () => {
  expect(classes('tags.group = TRUE')).toEqual([
    'tags member',
    '. punctuation',
    'group member',
    '= operator',
    'TRUE constant',
  ]);
});

it('marks what no query can hold', () => {
  expect(classes('a && STARTS_WITH(b) ; /* c */ -5')).toEqual([
    'a member',
    '&& wrong',
    'STARTS_WITH wrong',
    '( punctuation',
    'b member',
    ') punctuation',
    '; wrong',
    '/* c */ comment',
    '-5 number',
  ]);
});

it('colours an open string to the end of its line', () => {
  expect(classes("'abc\nFROM")).toEqual(["'abc string", 'FROM keyword']);
});
