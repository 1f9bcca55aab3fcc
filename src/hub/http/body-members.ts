import { isObject, type Json, type JsonObject, kindOf } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import { argumentInvalid } from '../hub-error.ts';

/** Members of a request's body; null counts as left out. Each throws HubError 400 for a value of another type. */

export function readObject(value: Json, what: string): JsonObject {
  if (isObject(value)) return value;
  throw hubError('IotHubFormatError', `${what} must be a JSON object, found ${kindOf(value)}`);
}

export function readString(object: JsonObject, name: string, longest: number): string | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw argumentInvalid(`${name} must be a string, found ${kindOf(value)}`);
  if (value.length > longest) throw argumentInvalid(`${name} has ${value.length} characters, the limit is ${longest}`);
  return value;
}

export function readBoolean(object: JsonObject, name: string): boolean | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw argumentInvalid(`${name} must be true or false, found ${kindOf(value)}`);
  return value;
}

export function readMember(object: JsonObject, name: string): JsonObject | undefined {
  const value = object[name];
  return value === undefined || value === null ? undefined : readObject(value, name);
}

/** One of the words, in any case. */
export function readWord<T extends string>(object: JsonObject, name: string, words: readonly T[]): T | undefined {
  const text = readString(object, name, 128);
  if (text === undefined) return undefined;
  const word = words.find(known => known.toLowerCase() === text.toLowerCase());
  if (word === undefined) throw argumentInvalid(`${name} must be ${words.join(' or ')}, found ${JSON.stringify(text)}`);
  return word;
}
