import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/**
 * The size the limits are measured in: UTF-8 bytes of each key, and of the values 8 for a number, 4 for a boolean,
 * the characters of a string without control characters, the elements of an array. hub-reference 2.7.
 */
export function sectionSize(values: JsonObject): number {
  let size = 0;
  for (const key in values) size += memberSize(key, values[key]);
  return size;
}

/** Of a member, its key included; nothing takes nothing. */
export function memberSize(key: string, value: Json | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(key) + valueSize(value);
}

function valueSize(value: Json): number {
  if (typeof value === 'string') return characters(value);
  if (typeof value === 'number') return 8;
  if (typeof value === 'boolean') return 4;
  if (value === null) return 0;
  if (isObject(value)) return sectionSize(value);
  return value.reduce<number>((size, element) => size + valueSize(element), 0);
}

/** Of a string: without control characters, a surrogate pair is one. */
export function characters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isLowSurrogate = code >= 0xdc00 && code < 0xe000;
    if (!isControl(code) && !isLowSurrogate) count++;
  }
  return count;
}

/** C0 and C1 of Unicode, and DEL between them. */
export function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
