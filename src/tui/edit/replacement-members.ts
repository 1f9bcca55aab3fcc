import { isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import type { ShownProblem } from '../state.ts';

type Place = (path: readonly string[]) => number | undefined;

/**
 * What is wrong with the members around tags and desired. A replacement deletes what is not named, so that a word
 * misspelt or left out would delete a whole section.
 */
export function misspelt(values: JsonObject, placeOf: Place): ShownProblem | undefined {
  return (
    wrongMembers(values, [], ['tags', 'properties'], placeOf) ??
    wrongMembers(values.properties as JsonObject, ['properties'], ['desired'], placeOf)
  );
}

function wrongMembers(
  values: JsonObject,
  path: readonly string[],
  expected: readonly string[],
  placeOf: Place,
): ShownProblem | undefined {
  const where = path.length === 0 ? '' : ` in ${path.join('.')}`;
  const unknown = Object.keys(values).find(key => !expected.includes(key));
  if (unknown !== undefined) {
    return {
      message: `Expected only ${expected.join(' and ')}${where}, found ${JSON.stringify(unknown)}`,
      hint: hintFor(unknown),
      offset: placeOf([...path, unknown]),
    };
  }
  for (const key of expected) {
    const value: Json | undefined = memberOf(values, key);
    if (isObject(value)) continue;
    const name = [...path, key].join('.');
    const found = value === undefined ? 'none' : JSON.stringify(value).slice(0, 40);
    return {
      message: `Expected an object ${name}, found ${found}`,
      hint: `A replacement without it would delete all that is in it: if you mean that, write "${key}": {}.`,
      offset: placeOf(value === undefined ? path : [...path, key]),
    };
  }
  return undefined;
}

function hintFor(key: string): string {
  return key === 'reported'
    ? 'Only the device writes reported.'
    : 'Is it misspelt, or in the wrong place? The text is kept.';
}
