import { limits } from './limits.ts';

const [quote, colon, minus, point, backslash] = [0x22, 0x3a, 0x2d, 0x2e, 0x5c];
const [openBrace, closeBrace, zero, nine] = [0x7b, 0x7d, 0x30, 0x39];
const words = [Buffer.from('true'), Buffer.from('false')];
/** Of a longer text to know the layout would take more memory than it is worth. */
const longest = 1024;
/** So many digits make no integer beyond the limit. */
const mostDigits = 15;

/**
 * How the JSON text of a patch is laid out, all but its leaves. A device mostly reports the same properties again: a
 * text that differs in its leaves alone was checked when the one before was, and can be taken as it is. Knows texts in
 * printable ASCII that hold objects with members, and in them numbers, booleans and strings without escapes.
 */
export class PatchLayout {
  /** The text before each leaf, and behind the last. */
  readonly #pieces: readonly Buffer[];
  readonly #keyBytes: number;

  private constructor(pieces: readonly Buffer[], keyBytes: number) {
    this.#pieces = pieces;
    this.#keyBytes = keyBytes;
  }

  /** Of a text that is JSON, an object; undefined where it holds anything else. */
  static of(text: Buffer): PatchLayout | undefined {
    if (text.length > longest) return undefined;
    const pieces: Buffer[] = [];
    let [at, start, keyBytes] = [0, 0, 0];
    while (at < text.length) {
      const byte = text[at]!;
      if (byte === quote) {
        const end = stringEnd(text, at);
        if (end < 0) return undefined;
        keyBytes += end - at - 2;
        at = end;
      } else if (byte === colon) {
        at = afterBlanks(text, at + 1);
        if (text[at] === openBrace) continue;
        const end = leafEnd(text, at);
        if (end < 0) return undefined;
        pieces.push(Buffer.from(text.subarray(start, at)));
        [start, at] = [end, end];
      } else if (byte === openBrace) {
        at = afterBlanks(text, at + 1);
        // What is empty may change nothing.
        if (text[at] === closeBrace) return undefined;
      } else at++;
    }
    pieces.push(Buffer.from(text.subarray(start)));
    return new PatchLayout(pieces, keyBytes);
  }

  /**
   * What a text that is laid out so takes, in the units of `sectionSize`, or a little more where a member stands twice;
   * -1 when it is not, or may break a rule.
   */
  sizeOf(text: Buffer): number {
    let size = this.#keyBytes;
    let at = 0;
    const last = this.#pieces.length - 1;
    for (let index = 0; index <= last; index++) {
      const piece = this.#pieces[index]!;
      for (let offset = 0; offset < piece.length; offset++) if (text[at + offset] !== piece[offset]) return -1;
      at += piece.length;
      if (index === last) break;
      const end = leafEnd(text, at);
      if (end < 0) return -1;
      size += leafSize(text[at]!, end - at);
      at = end;
    }
    return at === text.length && at <= longest ? size : -1;
  }
}

/** hub-reference 2.7. */
function leafSize(first: number, length: number): number {
  if (first === quote) return length - 2;
  return first === minus || (first >= zero && first <= nine) ? 8 : 4;
}

/** Where a leaf that begins here ends; -1 when it is none that is known to break no rule. */
function leafEnd(text: Buffer, start: number): number {
  const first = text[start]!;
  if (first === quote) return stringEnd(text, start);
  if (first === minus || (first >= zero && first <= nine)) return numberEnd(text, start);
  for (const word of words) {
    if (text.compare(word, 0, word.length, start, Math.min(text.length, start + word.length)) === 0)
      return start + word.length;
  }
  return -1;
}

/** Of a string in printable ASCII, without escapes. */
function stringEnd(text: Buffer, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const byte = text[at]!;
    if (byte === quote) return at + 1 - start - 2 > limits.stringBytes ? -1 : at + 1;
    if (byte < 0x20 || byte > 0x7e || byte === backslash) return -1;
  }
  return -1;
}

/** Of a number without an exponent. */
function numberEnd(text: Buffer, start: number): number {
  const whole = text[start] === minus ? start + 1 : start;
  let at = digitsEnd(text, whole);
  if (at === whole || at - whole > mostDigits || (text[whole] === zero && at > whole + 1)) return -1;
  if (text[at] !== point) return at;
  const fraction = at + 1;
  at = digitsEnd(text, fraction);
  return at === fraction ? -1 : at;
}

function digitsEnd(text: Buffer, start: number): number {
  let at = start;
  while (text[at]! >= zero && text[at]! <= nine) at++;
  return at;
}

function afterBlanks(text: Buffer, start: number): number {
  let at = start;
  while (text[at] === 0x20 || text[at] === 0x0a || text[at] === 0x0d || text[at] === 0x09) at++;
  return at;
}
