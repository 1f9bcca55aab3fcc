import { bareObject, isObject, type Json, type JsonObject } from '../lib/json.ts';
import { withoutNulls } from './merge.ts';

/** Merge patch (RFC 7386) on plain values: null deletes, arrays are replaced whole. */
export function mergeValues(values: JsonObject, patch: JsonObject): JsonObject {
  const merged = bareObject();
  for (const key of Object.keys(values)) merged[key] = values[key]!;
  for (const key of Object.keys(patch)) {
    const [before, change] = [merged[key], patch[key]!];
    if (change === null) delete merged[key];
    else merged[key] = isObject(change) && isObject(before) ? mergeValues(before, change) : withoutNulls(change);
  }
  return merged;
}

/**
 * One merge patch that does what two do in turn, or undefined where none can: after a value was deleted or became a
 * scalar, an object on the same path starts empty, which a single patch cannot say.
 */
export function composePatches(earlier: JsonObject, later: JsonObject): JsonObject | undefined {
  const composed = bareObject();
  for (const key of Object.keys(earlier)) composed[key] = earlier[key]!;
  for (const key of Object.keys(later)) {
    const member = composeMember(composed[key], later[key]!);
    if (member === undefined) return undefined;
    composed[key] = member;
  }
  return composed;
}

function composeMember(earlier: Json | undefined, later: Json): Json | undefined {
  if (earlier === undefined || !isObject(later)) return later;
  return isObject(earlier) ? composePatches(earlier, later) : undefined;
}
