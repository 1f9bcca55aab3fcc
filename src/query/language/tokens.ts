import type { Span } from './ast.ts';

export type TokenKind =
  /** Keywords, functions, members and path segments look alike; the parser knows which is which. */
  | 'name'
  /** `[[name]]`; `value` is what stands between. */
  | 'bracketed'
  | 'string'
  | 'number'
  /** `. , ( ) [ ]` */
  | 'punctuation'
  /** `= != <> < <= > >= + - * / %`, and those of other languages, which the parser refuses. */
  | 'operator'
  | 'comment'
  | 'end';

export type Token = {
  readonly kind: TokenKind;
  readonly span: Span;
  /** As written. */
  readonly text: string;
  /** What a string, number or bracketed name means. */
  readonly value?: string | number;
  /** A quote or bracket was opened and never closed. */
  readonly open?: boolean;
};

/** Whether the token is this keyword, in whatever case. A bracketed name never is one. */
export function isWord(token: Token, word: string): boolean {
  return token.kind === 'name' && token.text.length === word.length && token.text.toUpperCase() === word;
}

export function isMark(token: Token, mark: string): boolean {
  return (token.kind === 'punctuation' || token.kind === 'operator') && token.text === mark;
}
