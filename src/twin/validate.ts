import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { limits, type SectionName } from './limits.ts';
import { type TwinRule, TwinRuleError } from './rule-error.ts';
import { characters, isControl, sectionSize } from './size.ts';
import type { Section } from './twin.ts';

/** Whether null may stand for "delete this key": in a patch it may, in a replacement it may not. */
export type Nulls = 'delete' | 'forbidden';

const sectionPath: Record<SectionName, readonly string[]> = {
  tags: ['tags'],
  desired: ['properties', 'desired'],
  reported: ['properties', 'reported'],
};

/**
 * Checks keys, values and depth of what is written to a section; throws TwinRuleError at the first breach. Returns what
 * stays of it, in the units of `sectionSize`: its nulls do not.
 *
 * With the section as it is before, what is far too large is refused at once, before all of it is checked and merged: a
 * hundred thousand keys would hold the others up for 200 ms.
 */
export function validateWrite(
  section: SectionName,
  written: JsonObject,
  nulls: Nulls,
  before?: Pick<Section, 'values'>,
): number {
  const check = new WriteCheck(section, before);
  check.object(written, 0, nulls);
  return check.size;
}

/** Checks the section that a write would leave. Only growth is refused, so that an oversized one can be made smaller. */
export function validateSize(section: SectionName, before: JsonObject, after: JsonObject): void {
  const size = sectionSize(after);
  const limit = limits.sectionSize[section];
  if (size > limit && size > sectionSize(before)) {
    const path = sectionPath[section];
    throw new TwinRuleError('size', path, `${path.join('.')} would take ${size} bytes, the limit is ${limit}`);
  }
}

/** One walk through what is written; it is over when it throws. */
class WriteCheck {
  size = 0;
  readonly #section: SectionName;
  readonly #before: Pick<Section, 'values'> | undefined;
  /** Far too large. */
  #flood: number;
  /** Where the walk is; a list of its own for each member would be most of what a check allocates. */
  readonly #path: string[];

  constructor(section: SectionName, before: Pick<Section, 'values'> | undefined) {
    this.#section = section;
    this.#before = before;
    this.#flood = before === undefined ? Number.POSITIVE_INFINITY : 4 * limits.sectionSize[section];
    this.#path = [...sectionPath[section]];
  }

  object(object: JsonObject, depth: number, nulls: Nulls): void {
    if (depth > limits.depth) {
      throw this.#error('depth', `${this.#here} is nested ${depth} objects deep, the limit is ${limits.depth}`);
    }
    for (const key in object) {
      this.#path.push(key);
      const bytes = this.#key(key);
      const value = object[key]!;
      // A null that deletes takes nothing, and neither does its key.
      if (value !== null) this.#take(bytes);
      this.#value(value, depth, nulls);
      this.#path.pop();
    }
  }

  /** Returns the bytes it takes. */
  #key(key: string): number {
    if (key.length <= limits.keyBytes && isPlain(key)) return key.length;
    const bytes = Buffer.byteLength(key);
    if (bytes > limits.keyBytes) {
      throw this.#error('key-length', `a key of ${this.#above} is longer than ${limits.keyBytes} bytes`);
    }
    const forbidden = forbiddenCharacter(key);
    if (forbidden === undefined) return bytes;
    const what = `the key ${JSON.stringify(key)} in ${this.#above} contains ${forbidden}`;
    throw this.#error('key', `${what}, which keys may not`);
  }

  #value(value: Json, depth: number, nulls: Nulls): void {
    if (typeof value === 'string') this.#string(value);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'boolean') this.#take(4);
    else if (value === null) {
      if (nulls === 'delete') return;
      const name = this.#path.at(-1);
      throw this.#error('null', `Value of Property or Tag cannot be null. Error in Property/Tag ${name}`);
    } else if (isObject(value)) this.object(value, depth + 1, nulls);
    else this.#array(value, depth);
  }

  #string(value: string): void {
    // No character takes more than three bytes for each of its UTF-16 units.
    if (value.length * 3 > limits.stringBytes && Buffer.byteLength(value) > limits.stringBytes) {
      throw this.#error('string-length', `the string at ${this.#here} is longer than ${limits.stringBytes} bytes`);
    }
    this.#take(characters(value));
  }

  #number(value: number): void {
    const { min, max } = limits.integer;
    if (isWrittenAsInteger(value) && (value < min || value > max)) {
      throw this.#error('integer', `the integer at ${this.#here} is outside ${min} to ${max}`);
    }
    // What JSON.parse makes of 1e999; JSON has no word for it, so it would come back from the disk as null.
    if (!Number.isFinite(value)) throw this.#error('number', `the number at ${this.#here} is too large`);
    this.#take(8);
  }

  /** Inside an array nothing can be deleted, so null is refused there even in a patch. hub-reference 2.7. */
  #array(array: readonly Json[], depth: number): void {
    if (depth + 1 > limits.depth) {
      throw this.#error('depth', `${this.#here} is nested ${depth + 1} levels deep, the limit is ${limits.depth}`);
    }
    for (const [index, element] of array.entries()) {
      this.#path.push(String(index));
      this.#value(element, depth + 1, 'forbidden');
      this.#path.pop();
    }
  }

  #take(size: number): void {
    this.size += size;
    if (this.size > this.#flood) this.#refuseFlood();
  }

  /** A section that is far too large already may be replaced by another that is. */
  #refuseFlood(): void {
    const flood = this.#flood;
    this.#flood = Number.POSITIVE_INFINITY;
    if (sectionSize(this.#before!.values) > flood) return;
    const path = sectionPath[this.#section];
    const limit = limits.sectionSize[this.#section];
    const message = `${path.join('.')} would take more than ${flood} bytes, the limit is ${limit}`;
    throw new TwinRuleError('size', path, message);
  }

  get #here(): string {
    return this.#path.join('.');
  }

  get #above(): string {
    return this.#path.slice(0, -1).join('.');
  }

  #error(rule: TwinRule, message: string): TwinRuleError {
    return new TwinRuleError(rule, this.#path, message);
  }
}

/** Whether all is ASCII that may be in a key at sight, as in nearly all keys. */
function isPlain(key: string): boolean {
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    if (code <= 0x2e || code >= 0x7f) return false;
  }
  return true;
}

function forbiddenCharacter(key: string): string | undefined {
  for (let index = 0; index < key.length; index++) {
    if (isControl(key.charCodeAt(index))) return 'a control character';
    const character = key[index]!;
    if (character === ' ') return 'a space';
    if (character === '.' || character === '$' || character === '#') return `'${character}'`;
  }
  return undefined;
}

/**
 * The limit is one of integers; a number such as 6.02e23 is none, for all that JavaScript knows no difference. From here
 * on JavaScript itself writes numbers with an exponent. How the client wrote it is not known any more.
 */
function isWrittenAsInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e21;
}
