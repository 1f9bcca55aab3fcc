import { isNameCharacter, isWhiteSpace } from './characters.ts';
import { opensString, scanString } from './scan-string.ts';
import type { Fault } from './syntax-error.ts';
import { isWord, type Token, type TokenKind } from './tokens.ts';

export type Lexed = { readonly tokens: readonly Token[]; readonly faults: readonly Fault[] };

const longOperators = ['===', '!==', '==', '!=', '<>', '<=', '>=', '=>', '=<', '&&', '||', '??'];
const number = /-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const bracketedName = /\[\[(\$?[^\s.$#[\]]*)\]\]/y;
const constant = /^(?:-?\d.*|true|false|null|undefined|['"].*)$/i;

/** Splits any text into tokens, the last one of kind `end`. Never throws, never loops: each step takes a character. */
export function tokenize(text: string): Lexed {
  const lexer = new Lexer(text);
  lexer.run();
  return lexer;
}

class Lexer implements Lexed {
  readonly tokens: Token[] = [];
  readonly faults: Fault[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    while (this.#at < this.#text.length) {
      if (isWhiteSpace(this.#text[this.#at])) {
        this.#at++;
      } else {
        const token = this.#next();
        this.tokens.push(token);
        this.#at = token.span.end;
      }
    }
    this.tokens.push(this.#token('end', 0));
  }

  #next(): Token {
    const character = this.#text[this.#at]!;
    if (opensString(character)) return scanString(this.#text, this.#at, fault => this.faults.push(fault));
    const comment = this.#comment();
    if (comment !== undefined) return comment;
    if (character === '[') return this.#bracketed() ?? this.#token('punctuation', 1);
    if ('.,()]'.includes(character)) return this.#token('punctuation', 1);
    const operator = '=!<>&|?'.includes(character)
      ? longOperators.find(each => this.#text.startsWith(each, this.#at))
      : undefined;
    if (operator !== undefined) return this.#token('operator', operator.length);
    if ('=<>*!'.includes(character)) return this.#token('operator', 1);
    if (!this.#follows('.')) {
      const signed = this.#number() ?? this.#arithmetic();
      if (signed !== undefined) return signed;
    }
    return this.#name();
  }

  /**
   * `+ - / %` are letters of names, so they are operators only with white space around them. A minus where a value
   * must begin is a sign.
   */
  #arithmetic(): Token | undefined {
    const character = this.#text[this.#at]!;
    if (!'+-/%'.includes(character)) return undefined;
    const isSign = character === '-' && !this.#followsValue();
    return isSign || !this.#nameGoesOn(this.#at + 1) ? this.#token('operator', 1) : undefined;
  }

  #number(): Token | undefined {
    number.lastIndex = this.#at;
    const found = number.exec(this.#text)?.[0];
    if (found === undefined || this.#nameGoesOn(this.#at + found.length)) return undefined;
    const value = found.startsWith('-') ? -Number(found.slice(1)) : Number(found);
    const token: Token = { ...this.#token('number', found.length), value };
    if (!Number.isFinite(value)) {
      this.faults.push({ message: 'Expected a number a double can hold, found a larger one', span: token.span });
    }
    return token;
  }

  #nameGoesOn(at: number): boolean {
    return isNameCharacter(this.#text[at]) && !this.#isSymbolPair(at);
  }

  #isSymbolPair(at: number): boolean {
    const character = this.#text[at];
    return (character === '&' || character === '|') && this.#text[at + 1] === character;
  }

  #name(): Token {
    let end = this.#at + 1;
    if (this.#text[this.#at] === '$' || isNameCharacter(this.#text[this.#at])) {
      while (this.#nameGoesOn(end) && !opensString(this.#text[end])) end++;
      return this.#token('name', end - this.#at);
    }
    return this.#token('operator', 1);
  }

  /** `[[` also opens a list of lists: behind a point it is a name, elsewhere if it closes and holds no constant. */
  #bracketed(): Token | undefined {
    if (!this.#text.startsWith('[[', this.#at)) return undefined;
    bracketedName.lastIndex = this.#at;
    const found = bracketedName.exec(this.#text);
    if (this.#follows('.')) return found === null ? this.#brokenBrackets() : this.#named(found);
    const last = this.tokens.at(-1);
    const inList = last !== undefined && (isWord(last, 'IN') || isWord(last, 'NIN') || last.text === '[');
    return found === null || inList || constant.test(found[1]!) || found[1] === '' ? undefined : this.#named(found);
  }

  #named(found: RegExpExecArray): Token {
    const token: Token = { ...this.#token('bracketed', found[0].length), value: found[1]! };
    if (found[1] === '')
      this.faults.push({ message: 'Expected a name between [[ and ]], found none', span: token.span });
    return token;
  }

  #brokenBrackets(): Token {
    const rest = /^\[\[(?:[^[\]'"=\r\n]*\]\]|[^\s\]]*\]?)/.exec(this.#text.slice(this.#at))![0];
    const token: Token = {
      ...this.#token('bracketed', rest.length),
      value: rest.replace(/^\[\[|\]*$/g, ''),
      open: true,
    };
    const closed = rest.endsWith(']]');
    this.faults.push({
      message: closed
        ? `Expected a name without white space and . $ # [ ] between [[ and ]], found '${token.value}'`
        : `Expected ]] behind the name, found ${rest === this.#text.slice(this.#at) ? 'the end of the query' : 'none'}`,
      span: token.span,
      fix: closed
        ? undefined
        : { span: token.span, replacement: `[[${token.value}]]`, title: `Write [[${token.value}]]` },
    });
    return token;
  }

  #comment(): Token | undefined {
    const opener = this.#text.slice(this.#at, this.#at + 2);
    const isBlock = opener === '/*';
    if (!isBlock && (this.#follows('.') || (opener !== '--' && opener !== '//'))) return undefined;
    const close = this.#text.slice(this.#at).search(isBlock ? /\*\// : /[\r\n]/);
    const length = close < 0 ? this.#text.length - this.#at : close + (isBlock ? 2 : 0);
    const token = this.#token('comment', length);
    this.faults.push({
      message: 'Expected a part of the query, found a comment',
      hint: 'The language has no comments',
      span: token.span,
      fix: { span: token.span, replacement: '', title: 'Remove the comment' },
    });
    return token;
  }

  #follows(mark: string): boolean {
    const last = this.tokens.at(-1);
    return last?.kind === 'punctuation' && last.text === mark;
  }

  #followsValue(): boolean {
    const last = this.tokens.at(-1);
    if (last === undefined) return false;
    if (last.kind === 'name') return !wordsBeforeValues.has(last.text.toUpperCase());
    return last.kind === 'string' || last.kind === 'number' || last.kind === 'bracketed' || /^[)\]]$/.test(last.text);
  }

  #token(kind: TokenKind, length: number): Token {
    const span = { start: this.#at, end: this.#at + length };
    return { kind, span, text: this.#text.slice(span.start, span.end) };
  }
}

const wordsBeforeValues = new Set(['WHERE', 'AND', 'OR', 'NOT', 'SELECT', 'TOP', 'BY', 'IN', 'NIN']);
