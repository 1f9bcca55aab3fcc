import { safeJson } from '../../../lib/escape.ts';
import type { Json } from '../../../lib/json.ts';
import { type SafeText, safe } from '../../../lib/text.ts';
import type { Tone } from '../../theme.ts';

/** Text beyond this is not looked at: a cell shows far less. */
const longestText = 512;

/** A value on one line, as short as a table wants it: texts without quotes, nothing for what is not there. */
export function cellText(value: Json | undefined): SafeText {
  if (value === undefined) return safe('');
  const text = typeof value === 'string' ? value : safeJson(value);
  return safe(text.length > longestText ? text.slice(0, longestText) : text);
}

export function cellTone(value: Json | undefined): Tone | undefined {
  if (typeof value === 'number') return 'number';
  if (value === null || value === undefined || typeof value === 'object') return 'muted';
  return typeof value === 'boolean' ? 'constant' : undefined;
}
