import { isObject, type JsonObject } from '../lib/json.ts';

/**
 * Whether a patch writes anew all that an earlier one wrote, so that both in a row leave what it leaves alone, metadata
 * and order of members included: a device mostly reports the same properties again. Says no where it cannot tell at
 * sight. A null may find nothing to delete, and then stamps nothing; nor does an empty object.
 */
export function overwrites(later: JsonObject, earlier: JsonObject): boolean {
  const keys = Object.keys(later);
  const earlierKeys = Object.keys(earlier);
  if (keys.length === 0 || keys.length !== earlierKeys.length) return false;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key !== earlierKeys[index]) return false;
    const value = later[key]!;
    const before = earlier[key]!;
    if (value === null || before === null) return false;
    // A leaf takes the place of whatever was there, an object goes into the object that is there.
    if (isObject(value) && !(isObject(before) && overwrites(value, before))) return false;
  }
  return true;
}
