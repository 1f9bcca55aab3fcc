import type { Span } from '../language/ast.ts';
import { isKeyword } from '../language/keywords.ts';
import { tokenize } from '../language/lexer.ts';
import { isMark, type Token } from '../language/tokens.ts';

/** What the grammar of completion steps over: a whole path counts as one. */
export type Unit =
  | { readonly kind: 'keyword'; readonly word: string }
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'literal' }
  | { readonly kind: 'mark'; readonly mark: string };

/** The text before the cursor, cut where a candidate would go. */
export type Cut = {
  readonly units: readonly Unit[];
  /** The part of a path that is written and followed by a point. */
  readonly path: readonly string[];
  /** Where that path begins. */
  readonly pathStart: number;
  readonly word: Word;
};

export type Word = {
  /** What a candidate takes the place of: the word under the cursor, also what follows the cursor. */
  readonly span: Span;
  /** What of it stands before the cursor, without its quote or brackets. */
  readonly typed: string;
  readonly kind: 'name' | 'string' | 'bracketed';
};

export function cutAt(text: string, offset: number): Cut {
  const tokens = tokenize(text).tokens.filter(token => token.kind !== 'end');
  const before = tokens.filter(token => token.span.start < offset);
  const last = before.at(-1);
  const touched = last !== undefined && isTouched(last, offset, before.at(-2)) ? last : undefined;
  const complete = touched === undefined ? before : before.slice(0, -1);
  const word = wordOf(touched, offset);
  const first = pathBefore(complete);
  const path = complete.slice(first).filter(token => !isMark(token, '.'));
  return {
    units: unitsOf(complete.slice(0, first)),
    path: path.map(nameOf),
    pathStart: complete[first]?.span.start ?? word.span.start,
    word,
  };
}

/** Whether typing at the offset would change the token. */
function isTouched(token: Token, offset: number, previous: Token | undefined): boolean {
  if (token.kind === 'comment' || offset > token.span.end) return false;
  if (token.kind === 'operator') return offset < token.span.end || /^[!<>]$/.test(token.text);
  if (token.kind === 'punctuation') return token.text === '[' && previous !== undefined && isMark(previous, '.');
  const isClosed = (token.kind === 'string' || token.kind === 'bracketed') && token.open !== true;
  return offset < token.span.end || (offset === token.span.end && !isClosed);
}

function wordOf(token: Token | undefined, offset: number): Word {
  if (token === undefined) return { span: { start: offset, end: offset }, typed: '', kind: 'name' };
  const written = token.text.slice(0, offset - token.span.start);
  if (token.kind === 'string') return { span: stringSpan(token, offset), typed: written.slice(1), kind: 'string' };
  if (written.startsWith('['))
    return { span: token.span, typed: written.replace(/^\[\[?|\]+$/g, ''), kind: 'bracketed' };
  return { span: token.span, typed: written, kind: 'name' };
}

/**
 * A string that was never closed has swallowed the rest of the line: only what is before the cursor is surely its own.
 */
function stringSpan({ span, open }: Token, offset: number): Span {
  return open === true ? { start: span.start, end: offset } : span;
}

/** Index of the first token of a path that ends with a point, or the number of tokens where there is none. */
function pathBefore(tokens: readonly Token[]): number {
  let first = tokens.length;
  while (first > 1 && isMark(tokens[first - 1]!, '.') && isSegment(tokens[first - 2]!)) first -= 2;
  return first;
}

function isSegment(token: Token): boolean {
  return token.kind === 'name' || token.kind === 'bracketed';
}

function nameOf(token: Token): string {
  return token.kind === 'bracketed' ? String(token.value) : token.text;
}

function unitsOf(tokens: readonly Token[]): readonly Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (!isSegment(token)) {
      if (token.kind !== 'comment') units.push(unitOf(token));
      continue;
    }
    const segments = [nameOf(token)];
    while (at + 2 < tokens.length && isMark(tokens[at + 1]!, '.') && isSegment(tokens[at + 2]!)) {
      at += 2;
      segments.push(nameOf(tokens[at]!));
    }
    const isWord = segments.length === 1 && token.kind === 'name' && isKeyword(token.text);
    units.push(isWord ? { kind: 'keyword', word: token.text.toUpperCase() } : { kind: 'path', segments });
  }
  return units;
}

function unitOf(token: Token): Unit {
  const isLiteral = token.kind === 'string' || token.kind === 'number';
  return isLiteral ? { kind: 'literal' } : { kind: 'mark', mark: token.text };
}
