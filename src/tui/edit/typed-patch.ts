import { messageOf } from '../../lib/errors.ts';
import { isObject, type Json, memberOf, toBareObject } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import type { TwinPatch } from '../../twin/twin-document.ts';
import type { ShownProblem } from '../state.ts';
import type { KnownPath } from './assignment-path.ts';
import { joined } from './twin-change.ts';

export type TypedPatch =
  | { readonly kind: 'patch'; readonly content: TwinPatch }
  | { readonly kind: 'wrong'; readonly problem: ShownProblem };

const hint = 'E.g. {"tags":{"plant":"Redmond43"},"properties":{"desired":{"interval":5}}}';

/**
 * A patch as the hub takes it, in the place of an assignment, also behind the path that stood in the field before;
 * undefined when the text does not begin as one.
 */
export function typedPatch(text: string, known: Pick<KnownPath, 'text'> | undefined): TypedPatch | undefined {
  const start = known !== undefined && text.startsWith(`${known.text}.`) ? known.text.length + 1 : 0;
  const body = text.slice(start);
  if (!/^\s*\{/.test(body)) return undefined;
  const fault = jsonError(body);
  if (fault !== undefined) return wrong(fault.message, 'Mend the JSON.', start + fault.offset);
  try {
    const values = toBareObject(JSON.parse(body));
    const unknown = unknownMember(values, ['tags', 'properties']) ?? unknownMember(values.properties, ['desired']);
    if (unknown !== undefined) return wrong(`Expected tags and properties.desired, found ${unknown}`, hint);
    const [tags, desired] = [values.tags, memberOf(values.properties, 'desired')];
    const content = joined(isObject(tags) ? tags : undefined, isObject(desired) ? desired : undefined);
    return content === undefined
      ? wrong('Expected an object in tags or properties.desired', hint)
      : { kind: 'patch', content };
  } catch (error) {
    return wrong(messageOf(error), 'Mend the JSON.');
  }
}

/** What is not an object would be left out silently: it counts as wrong, too. */
function unknownMember(object: Json | undefined, expected: readonly string[]): string | undefined {
  if (object === undefined) return undefined;
  if (!isObject(object)) return JSON.stringify(object);
  const wrongKey = Object.keys(object).find(key => !expected.includes(key) || !isObject(object[key]));
  return wrongKey && JSON.stringify(wrongKey);
}

function wrong(message: string, told: string, offset?: number): TypedPatch {
  return { kind: 'wrong', problem: { message, hint: told, offset } };
}
