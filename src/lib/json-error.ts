import { messageOf } from './errors.ts';

export type JsonError = {
  readonly message: string;
  /** UTF-16 offset into the text, and the same as line and column, from 1. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
};

/** Where and why a text is not JSON; undefined when it is. Engines tell the place in some messages only. */
export function jsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { offset, expected } = firstFault(text) ?? { offset: text.length, expected: messageOf(error) };
    const before = text.slice(0, offset).split('\n');
    const found = offset >= text.length ? 'the end' : JSON.stringify([...text.slice(offset, offset + 2)][0]);
    return {
      message: `expected ${expected}, found ${found}`,
      offset,
      line: before.length,
      column: before.at(-1)!.length + 1,
    };
  }
}

type Fault = { readonly offset: number; readonly expected: string };

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function firstFault(text: string): Fault | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.value();
    scanner.skip();
    return scanner.offset < text.length ? { offset: scanner.offset, expected: 'the end' } : undefined;
  } catch (fault) {
    if (fault instanceof Found) return fault.fault;
    // Nested deeper than the stack reaches.
    return undefined;
  }
}

class Found extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.expected);
    this.fault = fault;
  }
}

class Scanner {
  readonly #text: string;
  offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): void {
    this.skip();
    const character = this.#text[this.offset];
    if (character === '{') this.#members('}', () => this.#member());
    else if (character === '[') this.#members(']', () => this.value());
    else if (character === '"') this.#string();
    else if (!this.#take(scalar)) this.#fail('a value');
  }

  skip(): void {
    this.#take(space);
  }

  #members(close: string, member: () => void): void {
    this.offset += 1;
    this.skip();
    if (this.#punctuation(close)) return;
    for (;;) {
      member();
      this.skip();
      if (this.#punctuation(close)) return;
      if (!this.#punctuation(',')) this.#fail(`',' or '${close}'`);
    }
  }

  #member(): void {
    this.skip();
    if (this.#text[this.offset] !== '"') this.#fail('a key in double quotes');
    this.#string();
    this.skip();
    if (!this.#punctuation(':')) this.#fail("':'");
    this.value();
  }

  #string(): void {
    if (!this.#take(string)) this.#fail('a whole string, its escapes valid');
  }

  #punctuation(character: string): boolean {
    if (this.#text[this.offset] !== character) return false;
    this.offset += 1;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    if (!pattern.test(this.#text)) return false;
    this.offset = pattern.lastIndex;
    return true;
  }

  #fail(expected: string): never {
    throw new Found({ offset: this.offset, expected });
  }
}
