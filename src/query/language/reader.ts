import { bounds } from '../../lib/bounds.ts';
import type { CollectionName, Span } from './ast.ts';
import { collectionNamedIn } from './collection-named.ts';
import { isReserved } from './keywords.ts';
import { tokenize } from './lexer.ts';
import { nearest } from './nearest.ts';
import type { Fault } from './syntax-error.ts';
import { isMark, isWord, type Token } from './tokens.ts';

/** Characters of a query's text; the hub's own limit. hub-reference 5.1 */
export const maximalLength = bounds.query.length;
/** Levels of parentheses, NOT, signs and lists: more than people write, few enough for any recursion over the tree. */
const maximalDepth = bounds.query.depth;
/** Long chains make the tree deep on one side, which everything that walks it recurses into. */
const maximalOperators = bounds.query.operators;
const maximalFaults = bounds.query.faults;

/** Thrown once a problem has been reported; caught where parsing can go on. */
export const panic = Symbol('panic');

/** The tokens of a text, what was wrong with them so far, and the limits. */
export class Reader {
  readonly text: string;
  readonly faults: Fault[];
  /** Whose members paths name: known before the SELECT list is parsed, as the list needs it. */
  readonly collection: CollectionName;
  readonly #tokens: readonly Token[];
  readonly #lexed: readonly Fault[];
  #index = 0;
  #depth = 0;
  #operators = 0;
  #stopped = false;

  constructor(text: string) {
    this.text = text;
    const { tokens, faults } = tokenize(text);
    this.#tokens = tokens.filter(token => token.kind !== 'comment');
    this.#lexed = faults.slice(0, maximalFaults);
    this.faults = [...this.#lexed];
    this.collection = collectionNamedIn(this.#tokens) ?? 'devices';
  }

  get token(): Token {
    return this.#tokens[this.#index]!;
  }

  get following(): Token {
    return this.#tokens[Math.min(this.#index + 1, this.#tokens.length - 1)]!;
  }

  get previous(): Token {
    return this.#tokens[Math.max(this.#index - 1, 0)]!;
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#index++;
    return token;
  }

  atWord(...words: readonly string[]): boolean {
    return words.some(word => isWord(this.token, word));
  }

  atMark(mark: string): boolean {
    return isMark(this.token, mark);
  }

  takeWord(word: string): boolean {
    if (!this.atWord(word)) return false;
    this.next();
    return true;
  }

  /** Takes the word, also where it is misspelt, which is reported. */
  takeSpelt(word: string): boolean {
    return this.takeWord(word) || this.takeMisspelt([word]) !== undefined;
  }

  /** At one of the words, or at what was probably meant to be one. */
  isNear(...words: readonly string[]): boolean {
    return this.atWord(...words) || (this.token.kind === 'name' && nearest(this.token.text, words) !== undefined);
  }

  takeMark(mark: string): boolean {
    if (!this.atMark(mark)) return false;
    this.next();
    return true;
  }

  /** Takes the mark or reports its absence, with its insertion as fix, and goes on as if it were there. */
  expectMark(mark: string): void {
    if (this.takeMark(mark)) return;
    const place = this.previous.span.end;
    const fix = { span: { start: place, end: place }, replacement: mark, title: `Insert ${mark}` };
    this.report({ message: `Expected ${mark}, found ${describe(this.token)}`, span: this.token.span, fix });
    throw panic;
  }

  /**
   * The one of the words that was probably meant by a misspelt one; reported, with the right spelling as fix, and
   * taken.
   */
  takeMisspelt(words: readonly string[]): string | undefined {
    const token = this.token;
    const meant = token.kind === 'name' ? nearest(token.text, words) : undefined;
    if (meant === undefined) return undefined;
    this.replace(token.span, meant, `Expected ${meant}, found ${describe(token)}`);
    this.next();
    return meant;
  }

  /** Reports that `span` should read otherwise. */
  replace(span: Span, replacement: string, message: string, hint?: string): void {
    this.report({ message, span, hint, fix: { span, replacement, title: `Write ${clip(replacement)}` } });
  }

  /** Reports that something is missing before the present token, with its insertion as fix, and goes on. */
  insert(text: string, expected: string): void {
    const { span } = this.token;
    const fix = { span: { start: span.start, end: span.start }, replacement: text, title: `Insert ${text.trim()}` };
    this.report({ message: `Expected ${expected}, found ${describe(this.token)}`, span, fix });
  }

  /** Reports what was expected at the present token, and gives up on what is being parsed. */
  fail(expected: string, hint?: string): never {
    this.report({ message: `Expected ${expected}, found ${describe(this.token)}`, span: this.token.span, hint });
    throw panic;
  }

  /** Keeps the first of several problems with the same piece of text: the others follow from it. */
  report(fault: Fault): void {
    if (this.#stopped) return;
    const { start, end } = fault.span;
    const isEcho = this.faults.some(({ span }) =>
      start === end || span.start === span.end ? span.start === start : start < span.end && span.start < end,
    );
    if (!isEcho) this.faults.push(fault);
    if (this.faults.length - this.#lexed.length >= maximalFaults) this.#skipRest();
  }

  /** Parses something nested. Gives up on the whole text where it is nested too deeply. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > maximalDepth) this.#stop(`at most ${maximalDepth} levels of nesting`);
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }

  countOperator(): void {
    if (++this.#operators > maximalOperators) this.#stop(`at most ${maximalOperators} operators`);
  }

  /** Skips to a token for which `isEnd` holds outside of parentheses opened on the way, or to the end. */
  skipTo(isEnd: (token: Token) => boolean): void {
    for (let open = 0; this.token.kind !== 'end'; this.next()) {
      if (open === 0 && isEnd(this.token)) return;
      if (this.atMark('(') || this.atMark('[')) open++;
      else if ((this.atMark(')') || this.atMark(']')) && open > 0) open--;
    }
  }

  textOf(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  #stop(expected: string): never {
    this.report({ message: `Expected ${expected}, found more`, span: this.token.span });
    this.#skipRest();
    throw panic;
  }

  #skipRest(): void {
    this.#index = this.#tokens.length - 1;
    this.#stopped = true;
  }
}

/** How a message names what it found. */
export function describe(token: Token): string {
  const text = clip(token.text);
  switch (token.kind) {
    case 'end':
      return 'the end of the query';
    case 'string':
      return `the text ${text}`;
    case 'number':
      return `the number ${text}`;
    case 'name':
      return isReserved(token.text) ? `the keyword ${text}` : `'${text}'`;
    default:
      return token.text === ';' ? 'a semicolon' : `'${text}'`;
  }
}

function clip(text: string): string {
  const characters = [...text];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text;
}
