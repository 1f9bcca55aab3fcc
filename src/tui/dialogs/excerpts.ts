import { safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';

/** A part of a value's JSON, with how many characters of it stand before and behind. */
export type Excerpt = { readonly before: number; readonly text: string; readonly after: number };

/** Characters before the first difference that are still shown where the beginning is left out. */
const context = 24;
/** Neither an escape nor a letter with its accents is cut through. */
const characters = /\\u[0-9a-f]{4}|\\.|.\p{M}*/gsu;

/**
 * The parts of two values that are shown side by side, each at most `most` characters: their beginnings, unless the
 * values differ only far behind these.
 */
export function excerpts(a: Json | undefined, b: Json | undefined, most: number): readonly (Excerpt | undefined)[] {
  const texts = [a, b].map(value => (value === undefined ? undefined : safeJson(value)));
  if (texts.every(text => text === undefined || text.length <= most))
    return texts.map(text => (text === undefined ? undefined : { before: 0, text, after: 0 }));
  const [one, other] = texts.map(text => text?.match(characters) ?? undefined);
  const first = one === undefined || other === undefined ? 0 : firstDifference(one, other);
  const isNear = one === undefined || one.slice(0, first).join('').length < most / 2;
  const from = isNear ? 0 : Math.max(0, first - context);
  return [one, other].map(units => units && excerpt(units, from, most));
}

function firstDifference(one: readonly string[], other: readonly string[]): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one[at] === other[at]) at++;
  return at;
}

function excerpt(units: readonly string[], from: number, most: number): Excerpt {
  let text = '';
  let at = from;
  while (at < units.length && text.length + units[at]!.length <= most) text += units[at++];
  return { before: Math.min(from, units.length), text, after: units.length - at };
}
