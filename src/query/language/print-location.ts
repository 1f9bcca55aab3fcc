import { escapeUnsafe } from '../../lib/escape.ts';
import type { Problem } from './syntax-error.ts';

/** Cells of a terminal a character takes. */
export type CharacterWidth = (character: string) => number;

/**
 * The line with the problem and a mark below it, at most `width` cells wide, for a terminal:
 *
 *     1 | SELECT * FROM devices WHERE tags.group = 1
 *       |                                  ^^^^^
 *
 * `widthOf` measures a character, as this storey knows no terminal; by default each takes one cell.
 */
export function printLocation(
  text: string,
  { span, line }: Problem,
  width = 80,
  widthOf: CharacterWidth = () => 1,
): string {
  const start = Math.max(text.lastIndexOf('\n', span.start - 1), text.lastIndexOf('\r', span.start - 1)) + 1;
  const end = text.slice(span.start).search(/[\r\n]/);
  const lineEnd = end < 0 ? text.length : span.start + end;
  const gutter = String(line);
  const room = Math.max(1, width - gutter.length - 3);
  const before = window([...text.slice(start, span.start)].reverse(), Math.ceil(room / 2), widthOf).reverse();
  const used = cells(before, widthOf);
  const rest = window([...text.slice(span.start, lineEnd)], room - used, widthOf);
  const marked = window([...text.slice(span.start, Math.min(span.end, lineEnd))], room - used, widthOf);
  const shown = `${gutter} | ${[...before, ...rest].map(escapeUnsafe).join('')}`;
  const marks = '^'.repeat(Math.max(1, cells(marked, widthOf)));
  return `${shown}\n${' '.repeat(gutter.length)} | ${' '.repeat(used)}${marks}`;
}

/** As many characters from the front as fit, the last an ellipsis where some do not. */
function window(characters: readonly string[], room: number, widthOf: CharacterWidth): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const character of characters) {
    const size = shownWidth(character, widthOf);
    if (used + size > room) {
      while (kept.length > 0 && used + 1 > room) used -= shownWidth(kept.pop()!, widthOf);
      return used + 1 > room ? kept : [...kept, '…'];
    }
    kept.push(character);
    used += size;
  }
  return kept;
}

function cells(characters: readonly string[], widthOf: CharacterWidth): number {
  return characters.reduce((sum, character) => sum + shownWidth(character, widthOf), 0);
}

function shownWidth(character: string, widthOf: CharacterWidth): number {
  const shown = escapeUnsafe(character);
  return shown === character ? widthOf(character) : shown.length;
}
