import { isDeepStrictEqual } from 'node:util';
import { bareObject, isObject, type Json, type JsonObject, memberOf, toBare } from '../../lib/json.ts';

/** The smallest merge patch that turns `before` into `after`, null for what is gone; undefined when they are equal. */
export function minimalPatch(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const patch = bareObject();
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patch[key] = null;
  for (const key of Object.keys(after)) {
    const change = changeOf(memberOf(before, key), after[key]!);
    if (change !== undefined) patch[key] = change;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** What takes a patch back, given the values before it: what was there stands again, what was new is deleted. */
export function inversePatch(before: JsonObject, patch: JsonObject): JsonObject {
  const inverse = bareObject();
  for (const key of Object.keys(patch)) {
    const was = memberOf(before, key);
    const change = patch[key]!;
    if (was === undefined) inverse[key] = null;
    else inverse[key] = isObject(was) && isObject(change) ? inversePatch(was, change) : was;
  }
  return inverse;
}

function changeOf(before: Json | undefined, after: Json): Json | undefined {
  if (before === after) return undefined;
  if (isObject(before) && isObject(after)) return minimalPatch(before, after);
  return before !== undefined && isDeepStrictEqual(toBare(before), toBare(after)) ? undefined : after;
}
