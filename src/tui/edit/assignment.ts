import { bareObject, type Json, type JsonObject, toBare } from '../../lib/json.ts';

/** One change of a twin as a person types it: `tags.location.region = "US"`. */
export type Assignment = {
  readonly section: 'tags' | 'desired';
  /** Keys below the section. */
  readonly path: readonly string[];
  /** Null deletes. */
  readonly value: Json;
};

export type AssignmentResult =
  | { readonly kind: 'ok'; readonly assignment: Assignment }
  | { readonly kind: 'wrong'; readonly message: string; readonly hint: string };

/** Words that are no JSON count as strings, so that nobody has to think of quotes; the preview shows them. */
export function parseAssignment(text: string): AssignmentResult {
  const equals = text.indexOf('=');
  if (equals < 0) return wrong('Expected path = value, found no =', 'E.g. tags.location.region = "US"');
  const [head, ...rest] = text
    .slice(0, equals)
    .trim()
    .split('.')
    .map(part => part.trim());
  const keys = head === 'properties' ? rest : [head ?? '', ...rest];
  const [section, ...path] = keys;
  if (section === 'reported') return wrong('Only the device writes reported', 'The service writes tags and desired.');
  if (section !== 'tags' && section !== 'desired') {
    return wrong(
      `Expected a path that begins with tags or desired, found ${JSON.stringify(head ?? '')}`,
      'E.g. desired.telemetryInterval = 5',
    );
  }
  if (path.length === 0 || path.includes(''))
    return wrong(`Expected keys behind ${section}, joined by dots`, `E.g. ${section}.location.region = "US"`);
  const value = parseValue(text.slice(equals + 1).trim());
  if (value === undefined) return wrong('Expected a value behind =', 'Any JSON, or a word; null deletes the key.');
  return { kind: 'ok', assignment: { section, path, value } };
}

/** A section typed behind a section, as when a whole path goes where its beginning stands already: `tags.tags.`. */
export function doubledSection(text: string): string | undefined {
  return /^\s*(?:tags|desired)\.(?:[^=]*\.)?(tags|desired|reported|properties)\./.exec(text.split('=', 1)[0]!)?.[1];
}

/** The smallest patch of the section that makes the change. */
export function patchOf({ path, value }: Pick<Assignment, 'path' | 'value'>): JsonObject {
  return [...path].reverse().reduce<Json>((inner, key) => {
    const outer = bareObject();
    outer[key] = inner;
    return outer;
  }, value) as JsonObject;
}

function parseValue(text: string): Json | undefined {
  if (text === '') return undefined;
  try {
    return toBare(JSON.parse(text) as Json);
  } catch {
    // Brackets and quotes promise JSON: taken for a word, a slip of the finger would be stored.
    return /^[[{"']/.test(text) ? undefined : text;
  }
}

function wrong(message: string, hint: string): AssignmentResult {
  return { kind: 'wrong', message, hint };
}
