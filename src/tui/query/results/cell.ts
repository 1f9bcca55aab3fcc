import { safeJson } from '../../../lib/escape.ts';
import type { Json } from '../../../lib/json.ts';
import { type SafeText, safe } from '../../../lib/text.ts';
import type { Tone } from '../../theme.ts';

/** Text beyond this is not looked at: a cell shows far less. */
const longestText = 512;

/**
 * A value on one line, as short as a table wants it: nothing for what is not there, and texts without quotes, unless
 * something in them has to be escaped: without, `\\u202e` could be six characters or one.
 */
export function cellText(value: Json | undefined): SafeText {
  if (value === undefined) return safe('');
  if (typeof value !== 'string') return shortened(JSON.stringify(value), safe);
  const isPlain = !value.includes('\\') && safe(value) === value;
  return shortened(value, isPlain ? safe : text => safe(safeJson(text)));
}

/** Cut between characters, the ellipsis outside of the quotes. */
function shortened(text: string, show: (text: string) => SafeText): SafeText {
  if (text.length <= longestText) return show(text);
  return safe(`${show(text.slice(0, longestText).replace(/[\ud800-\udbff]$/, ''))}…`);
}

export function cellTone(value: Json | undefined): Tone | undefined {
  if (typeof value === 'number') return 'number';
  if (value === null || value === undefined || typeof value === 'object') return 'muted';
  return typeof value === 'boolean' ? 'constant' : undefined;
}
