import { escapeUnsafe, safeJson } from '../../lib/escape.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { splitGraphemes } from '../../lib/text.ts';
import { thousands } from '../../lib/thousands.ts';
import type { Row } from '../text/row.ts';
import { span } from '../text/row.ts';
import type { Tone } from '../theme.ts';

/** Longer texts are cut here before anything measures them; objects and arrays are texts with all that is in them. */
const longest = { string: 400, json: 2_400 };

/** A value in its colour, on one line; what was cut off is told behind it. */
export function valueRow(value: Json | undefined): Row {
  if (value === undefined) return [span('nothing', 'muted')];
  const tone = toneOf(value);
  if (typeof value === 'string') {
    const { start, left } = beginning(value, longest.string);
    return [span(safeJson(start), tone), ...leftOut(left)];
  }
  const { start, left } = beginning(JSON.stringify(value), longest.json);
  return [span(escapeUnsafe(start), tone), ...leftOut(left)];
}

/** A key as JSON has it between its quotes, so that a backslash that is in it is not taken for an escape. */
export function keyText(key: string): string {
  return safeJson(key).slice(1, -1);
}

/** Keys joined by dots, each as `keyText` shows it. */
export function pathText(path: readonly string[]): string {
  return path.map(keyText).join('.');
}

/** ` … 1,200 more characters`: outside of the quotes, where it cannot be taken for a part of the value. */
export function leftOut(characters: number, what: 'more' | 'equal' = 'more'): Row {
  if (characters === 0) return [];
  return [span(` … ${thousands(characters)} ${what} ${characters === 1 ? 'character' : 'characters'}`, 'muted')];
}

function beginning(text: string, most: number): { readonly start: string; readonly left: number } {
  if (text.length <= most) return { start: text, left: 0 };
  let start = '';
  // Whole characters, as long as none is longer than any that is written.
  for (const grapheme of splitGraphemes(text.slice(0, most + 64))) {
    if (start.length + grapheme.length > most) break;
    start += grapheme;
  }
  return { start, left: countCharacters(text.slice(start.length)) };
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export function toneOf(value: Json | undefined): Tone | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (isObject(value) || value === undefined) return 'muted';
  return Array.isArray(value) ? undefined : 'constant';
}
