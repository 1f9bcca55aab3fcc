import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { keyFault } from '../access/keys.ts';

/** What a member of a value must be. */
export type MemberTest = {
  readonly expected: string;
  readonly holds: (value: Json | undefined) => boolean;
  /** What was found is not to be told. */
  readonly isSecret?: boolean;
};
/** By path, with dots. */
export type MemberTests = { readonly [path: string]: MemberTest };

const isText = (value: Json | undefined): value is string => typeof value === 'string';

export const text: MemberTest = { expected: 'a text', holds: isText };
export const time: MemberTest = {
  expected: 'a time',
  holds: value => isText(value) && !Number.isNaN(Date.parse(value)),
};
export const counter: MemberTest = {
  expected: 'a whole number above 0',
  holds: value => Number.isSafeInteger(value) && (value as number) > 0,
};
export const flag: MemberTest = { expected: 'true or false', holds: value => typeof value === 'boolean' };
export const object: MemberTest = { expected: 'an object', holds: isObject };
export const key: MemberTest = {
  expected: 'a key: base64 of 16 to 64 bytes',
  holds: value => isText(value) && keyFault(value) === undefined,
  isSecret: true,
};

export function word(...words: readonly string[]): MemberTest {
  return { expected: words.join(' or '), holds: value => isText(value) && words.includes(value) };
}

export function listOf({ expected, holds }: MemberTest): MemberTest {
  return { expected: `an array, each element ${expected}`, holds: value => Array.isArray(value) && value.every(holds) };
}

export function orNull(test: MemberTest): MemberTest {
  return { ...test, expected: `${test.expected} or null`, holds: value => value === null || test.holds(value) };
}

/** May be left out. */
export function optional(test: MemberTest): MemberTest {
  return { ...test, holds: value => value === undefined || test.holds(value) };
}

/** What is wrong with the first member that is not as it must be, or undefined. */
export function memberFault(value: JsonObject, what: string, tests: MemberTests): string | undefined {
  for (const [path, { expected, holds, isSecret }] of Object.entries(tests)) {
    const found = path.split('.').reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), value);
    if (!holds(found)) {
      return `expected ${path} of the ${what} to be ${expected}, found ${isSecret ? 'something else' : shown(found)}`;
    }
  }
  return undefined;
}

/** Short, whatever it is. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (isObject(value)) return 'an object';
  if (Array.isArray(value)) return 'an array';
  const printed = JSON.stringify(value);
  return printed.length <= 60 ? printed : `${printed.slice(0, 60)}…`;
}
