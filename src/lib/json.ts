import { bounds } from './bounds.ts';

/**
 * JSON values as twins hold them.
 *
 * Objects made here have no prototype members, so a key such as `__proto__` or `constructor` is plain data: it is
 * there when it was stored and missing when it was not. `Bare` instances keep V8's fast hidden classes, which
 * `Object.create(null)` would lose.
 */
export type JsonPrimitive = string | number | boolean | null;
export type Json = JsonPrimitive | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };
export type MutableJsonObject = { [key: string]: Json };

const Bare = function Bare() {} as unknown as new () => MutableJsonObject;
Bare.prototype = Object.create(null);

/** An empty object on which every key is data. */
export function bareObject(): MutableJsonObject {
  return new Bare();
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of an object that is its own: `constructor` is data here, and nothing where there is none. */
export function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The kind of a value as messages name it: `null`, `an array`, `a string`. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  return `a ${typeof value}`;
}

/** Deeper than anything a twin may hold, shallow enough for recursion to be safe. */
const maximalDepth = bounds.json.depth;

/**
 * A deep copy in which every object is bare. Takes what `JSON.parse` returns; throws RangeError beyond 64 levels and
 * for numbers that JSON has no word for.
 */
export function toBare(value: Json, depth = 0): Json {
  if (typeof value !== 'object' || value === null) {
    // What JSON.parse makes of 1e999; JSON has no word for it, so it would come back from the disk as null.
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      throw new RangeError('a number is too large');
    return value;
  }
  if (depth > maximalDepth) throw new RangeError(`JSON is nested more than ${maximalDepth} levels deep`);
  if (Array.isArray(value)) return value.map(element => toBare(element, depth + 1));
  return toBareObject(value as JsonObject, depth);
}

export function toBareObject(value: JsonObject, depth = 0): JsonObject {
  const copy = bareObject();
  for (const key in value) copy[key] = toBare(value[key]!, depth + 1);
  return copy;
}
