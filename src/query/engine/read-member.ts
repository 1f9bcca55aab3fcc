import type { Json } from '../../lib/json.ts';

/** The member at a path, as it is spelled or else without regard to case; hub-reference 5.3. */
export function readMember(value: Json | undefined, segments: readonly string[]): Json | undefined {
  let found = value;
  for (const segment of segments) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = memberOf(found as { readonly [key: string]: Json }, segment);
  }
  return found;
}

function memberOf(object: { readonly [key: string]: Json }, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  for (const key of Object.keys(object)) if (key.toLowerCase() === wanted) return object[key];
  return undefined;
}
