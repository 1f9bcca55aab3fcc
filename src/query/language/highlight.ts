import type { Span } from './ast.ts';
import { foreignFunctions } from './foreign-functions.ts';
import { findAggregate, findFunction } from './functions.ts';
import { constantValues, isKeyword } from './keywords.ts';
import { tokenize } from './lexer.ts';
import { maximalLength } from './reader.ts';
import { isMark, isWord, type Token } from './tokens.ts';

export type TokenClass =
  | 'keyword'
  | 'function'
  | 'collection'
  | 'member'
  | 'alias'
  | 'string'
  | 'number'
  | 'constant'
  | 'operator'
  | 'punctuation'
  | 'comment'
  /** What no query can hold. */
  | 'wrong';

export type Highlight = { readonly span: Span; readonly class: TokenClass };

/**
 * The pieces of any text, broken ones included, in their order and without overlap; white space is left out. Looks
 * at the neighbours of a word only, so it stays stable while the text is being typed.
 */
export function highlight(text: string): readonly Highlight[] {
  const { tokens } = tokenize(text.slice(0, maximalLength));
  const pieces = tokens
    .slice(0, -1)
    .map((token, index) => ({ span: token.span, class: classOf(token, index, tokens) }));
  if (text.length > maximalLength) pieces.push({ span: { start: maximalLength, end: text.length }, class: 'wrong' });
  return pieces;
}

function classOf(token: Token, index: number, tokens: readonly Token[]): TokenClass {
  switch (token.kind) {
    case 'name':
      return classOfName(token, tokens[index - 1], tokens[index + 1]!);
    case 'bracketed':
      return 'member';
    case 'operator':
      return /^[=<>*+\-/%]$|^(!=|<>|<=|>=)$/.test(token.text) ? 'operator' : 'wrong';
    case 'end':
      return 'wrong';
    default:
      return token.kind;
  }
}

function classOfName(token: Token, previous: Token | undefined, next: Token): TokenClass {
  if (previous !== undefined) {
    if (isMark(previous, '.')) return 'member';
    if (isWord(previous, 'AS')) return 'alias';
    if (isWord(previous, 'FROM')) return 'collection';
  }
  const isPath = isMark(next, '.');
  if (!isPath && isKeyword(token.text)) return 'keyword';
  if (isMark(next, '(')) return classOfFunction(token.text);
  return !isPath && constantValues.has(token.text.toUpperCase()) ? 'constant' : 'member';
}

function classOfFunction(name: string): TokenClass {
  if (findFunction(name) !== undefined || findAggregate(name) !== undefined) return 'function';
  return foreignFunctions.has(name.toUpperCase()) ? 'wrong' : 'member';
}
