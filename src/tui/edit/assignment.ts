import { messageOf } from '../../lib/errors.ts';
import { bareObject, type Json, type JsonObject, toBare } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import { nearest } from '../../query/language/nearest.ts';
import { type KeyPart, type KnownPath, pathParts, trimBlanks } from './assignment-path.ts';

/** One change of a twin as a person types it: `tags.location.region = "US"`. */
export type Assignment = {
  readonly section: 'tags' | 'desired';
  /** Keys below the section. */
  readonly path: readonly string[];
  /** Null deletes. */
  readonly value: Json;
};

/** Where in the text the keys and the value stand. */
export type AssignmentPlaces = { readonly keys: readonly number[]; readonly value: number; readonly valueText: string };

export type AssignmentResult =
  | { readonly kind: 'ok'; readonly assignment: Assignment; readonly places: AssignmentPlaces }
  | { readonly kind: 'wrong'; readonly message: string; readonly hint: string; readonly offset: number };

/** Words that are not JSON count as strings, so that nobody has to think of quotes; the preview shows them. */
export function parseAssignment(text: string, known?: KnownPath): AssignmentResult {
  const { parts, end } = pathParts(text, known);
  if (end === undefined)
    return wrong('Expected path = value, found no =', 'E.g. tags.location.region = "US"', text.length);
  const [head, ...rest] = parts;
  const [section, ...keys] = head?.key === 'properties' ? rest : parts;
  if (section?.key === 'reported')
    return wrong('Only the device writes reported', 'The service writes tags and desired.', section.offset);
  if (section?.key !== 'tags' && section?.key !== 'desired') {
    const found = section ?? head;
    const meant = nearest(found?.key ?? '', ['tags', 'desired', 'properties']);
    return wrong(
      `Expected a path that begins with tags or desired, found ${JSON.stringify(found?.key ?? '')}`,
      meant === undefined ? 'E.g. desired.telemetryInterval = 5' : `Did you mean ${meant}?`,
      found?.offset ?? 0,
    );
  }
  const missing = missingKey(keys, end);
  if (missing !== undefined)
    return wrong(
      `Expected keys behind ${section.key}, joined by dots`,
      `E.g. ${section.key}.location.region = "US"`,
      missing,
    );
  const result = parseValue(text, end + 1);
  if ('kind' in result) return result;
  return {
    kind: 'ok',
    assignment: { section: section.key, path: keys.map(({ key }) => key), value: result.value },
    places: { keys: keys.map(({ offset }) => offset), value: result.offset, valueText: result.valueText },
  };
}

/** The hub takes an empty key where one is there already; one that is typed is a slip of the finger. */
function missingKey(keys: readonly KeyPart[], end: number): number | undefined {
  if (keys.length === 0) return end;
  return keys.find(({ key, isKnown }) => key === '' && !isKnown)?.offset;
}

/** A section typed behind a section, as when a whole path goes where its beginning stands already: `tags.tags.`. */
export function doubledSection(text: string): string | undefined {
  return /^\s*(?:tags|desired)\.(?:[^=]*\.)?(tags|desired|reported|properties)\./.exec(text.split('=', 1)[0]!)?.[1];
}

/** A number that JSON writes in another way, as 2.0 as 2: of a version that is more than a matter of taste. */
export function rewrittenNumber(text: string, known?: KnownPath): { typed: string; becomes: string } | undefined {
  const result = parseAssignment(text, known);
  if (result.kind === 'wrong' || typeof result.assignment.value !== 'number') return undefined;
  const [typed, becomes] = [result.places.valueText, JSON.stringify(result.assignment.value)];
  return typed === becomes ? undefined : { typed, becomes };
}

/**
 * A whole path typed behind the beginning that stood there already, `tags.` and then `tags.`: what was typed, once its
 * section is whole. Undefined when it is no such text.
 */
export function startedOver(text: string, known: KnownPath | undefined): string | undefined {
  if (known === undefined || !text.startsWith(`${known.text}.`)) return undefined;
  const typed = text.slice(known.text.length + 1);
  return ['tags.', 'desired.', 'properties.'].includes(typed) ? typed : undefined;
}

/** The smallest patch of the section that makes the change. */
export function patchOf({ path, value }: Pick<Assignment, 'path' | 'value'>): JsonObject {
  return [...path].reverse().reduce<Json>((inner, key) => {
    const outer = bareObject();
    outer[key] = inner;
    return outer;
  }, value) as JsonObject;
}

type Value = { readonly value: Json; readonly offset: number; readonly valueText: string };

function parseValue(text: string, from: number): Value | Extract<AssignmentResult, { kind: 'wrong' }> {
  const { key: valueText, offset } = trimBlanks(text.slice(from), from);
  if (valueText === '')
    return wrong('Expected a value behind =, found the end', 'Any JSON, or a word; null deletes the key.', text.length);
  try {
    return { value: toBare(JSON.parse(valueText) as Json), offset, valueText };
  } catch (error) {
    // Brackets and quotes promise JSON: taken for a word, a slip of the finger would be stored.
    if (!/^[[{"']/.test(valueText)) return { value: valueText, offset, valueText };
    const fault = jsonError(valueText);
    const message = fault === undefined ? messageOf(error) : `E${fault.message.slice(1)}`;
    return wrong(message, 'Mend the JSON; a word needs no quotes.', offset + (fault?.offset ?? 0));
  }
}

function wrong(message: string, hint: string, offset: number): Extract<AssignmentResult, { kind: 'wrong' }> {
  return { kind: 'wrong', message, hint, offset };
}
