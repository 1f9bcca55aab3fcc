import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { limits, type SectionName } from './limits.ts';
import { TwinRuleError } from './rule-error.ts';
import { isControl, sectionSize, writtenSize } from './size.ts';
import type { Section } from './twin.ts';

/** Whether null may stand for "delete this key": in a patch it may, in a replacement it may not. */
export type Nulls = 'delete' | 'forbidden';

const sectionPath: Record<SectionName, readonly string[]> = {
  tags: ['tags'],
  desired: ['properties', 'desired'],
  reported: ['properties', 'reported'],
};

/** Checks keys, values and depth of what is written to a section; throws TwinRuleError at the first breach. */
export function validateWrite(section: SectionName, written: JsonObject, nulls: Nulls): void {
  validateObject(written, [...sectionPath[section]], 0, nulls);
}

/**
 * Refuses at once what is far too large, before all of it is checked and merged: a hundred thousand keys would hold the
 * others up for 200 ms. Returns by how much the section can grow at most.
 */
export function refuseFlood(section: SectionName, before: Pick<Section, 'values'>, written: JsonObject): number {
  const limit = limits.sectionSize[section];
  const flood = 4 * limit;
  const size = writtenSize(written, flood);
  if (size <= flood) return size;
  if (writtenSize(before.values, flood) > flood) return Number.POSITIVE_INFINITY;
  const path = sectionPath[section];
  throw new TwinRuleError('size', path, `${path.join('.')} would take more than ${flood} bytes, the limit is ${limit}`);
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

/** Where a walk is; a list of its own for each member would be most of what a check allocates. It is over when one throws. */
type Path = string[];

function validateObject(object: JsonObject, path: Path, depth: number, nulls: Nulls): void {
  if (depth > limits.depth) {
    throw new TwinRuleError(
      'depth',
      path,
      `${describe(path)} is nested ${depth} objects deep, the limit is ${limits.depth}`,
    );
  }
  for (const key in object) {
    path.push(key);
    validateKey(key, path);
    validateValue(object[key]!, path, depth, nulls);
    path.pop();
  }
}

function validateKey(key: string, path: Path): void {
  if (Buffer.byteLength(key) > limits.keyBytes) {
    throw new TwinRuleError(
      'key-length',
      path,
      `a key of ${describe(path.slice(0, -1))} is longer than ${limits.keyBytes} bytes`,
    );
  }
  const found = forbiddenCharacter(key);
  if (found !== undefined) {
    throw new TwinRuleError(
      'key',
      path,
      `the key ${JSON.stringify(key)} in ${describe(path.slice(0, -1))} contains ${found}, which keys may not`,
    );
  }
}

function forbiddenCharacter(key: string): string | undefined {
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    if (code > 0x2e && code < 0x7f) continue;
    if (isControl(code)) return 'a control character';
    const character = key[index];
    if (character === ' ') return 'a space';
    if (character === '.' || character === '$' || character === '#') return `'${character}'`;
  }
  return undefined;
}

function validateValue(value: Json, path: Path, depth: number, nulls: Nulls): void {
  if (value === null) {
    if (nulls === 'forbidden')
      throw new TwinRuleError(
        'null',
        path,
        `Value of Property or Tag cannot be null. Error in Property/Tag ${path.at(-1)}`,
      );
  } else if (typeof value === 'string') {
    if (Buffer.byteLength(value) > limits.stringBytes) {
      throw new TwinRuleError(
        'string-length',
        path,
        `the string at ${describe(path)} is longer than ${limits.stringBytes} bytes`,
      );
    }
  } else if (typeof value === 'number') {
    if (isWrittenAsInteger(value) && (value < limits.integer.min || value > limits.integer.max)) {
      throw new TwinRuleError(
        'integer',
        path,
        `the integer at ${describe(path)} is outside ${limits.integer.min} to ${limits.integer.max}`,
      );
    }
  } else if (isObject(value)) {
    validateObject(value, path, depth + 1, nulls);
  } else if (typeof value !== 'boolean') {
    validateArray(value, path, depth);
  }
}

/**
 * The limit is one of integers; a number such as 6.02e23 is none, for all that JavaScript knows no difference. From here
 * on JavaScript itself writes numbers with an exponent. How the client wrote it is not known any more.
 */
function isWrittenAsInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e21;
}

/** Inside an array nothing can be deleted, so null is refused there even in a patch. hub-reference 2.7. */
function validateArray(array: readonly Json[], path: Path, depth: number): void {
  if (depth + 1 > limits.depth) {
    throw new TwinRuleError(
      'depth',
      path,
      `${describe(path)} is nested ${depth + 1} levels deep, the limit is ${limits.depth}`,
    );
  }
  for (const [index, element] of array.entries()) {
    path.push(String(index));
    validateValue(element, path, depth + 1, 'forbidden');
    path.pop();
  }
}

function describe(path: readonly string[]): string {
  return path.join('.');
}
