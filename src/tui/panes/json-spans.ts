import { safeJson } from '../../lib/escape.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { Row } from '../text/row.ts';
import { span } from '../text/row.ts';
import type { Tone } from '../theme.ts';

/** Longer values are cut here before anything measures them. */
const longest = 400;

/** A value in its colour, on one line. */
export function valueRow(value: Json | undefined): Row {
  if (value === undefined) return [span('nothing', 'muted')];
  if (isObject(value)) return [span(Object.keys(value).length === 0 ? '{}' : compact(value), 'muted')];
  return [span(compact(value), toneOf(value))];
}

function compact(value: Json): string {
  const text = safeJson(typeof value === 'string' && value.length > longest ? value.slice(0, longest) : value);
  return text.length > longest * 6 ? `${text.slice(0, longest * 6)}…` : text;
}

function toneOf(value: Json): Tone | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return Array.isArray(value) ? undefined : 'constant';
}
