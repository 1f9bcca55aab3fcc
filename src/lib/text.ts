import stringWidth from 'string-width';
import { escapeUnsafe } from './escape.ts';

/** Text that holds nothing a terminal could obey: made by `safe` only. */
export type SafeText = string & { readonly __safe: unique symbol };

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const printableAscii = /^[ -~]*$/;
/** ASCII, lines, blocks and signs of the screen itself: one cell and one code unit each, which spares a segmenter. */
const singleCells = /^[ -~\u2500-\u259f·…×→←↑↓≠●○◌▸▾›]*$/;

/** Shows what a terminal could take for a command as `\uXXXX`; nothing is dropped. */
export function safe(text: string): SafeText {
  return (printableAscii.test(text) ? text : escapeUnsafe(text)) as SafeText;
}

/** Cells of a terminal that the text takes. */
export function cells(text: string): number {
  return singleCells.test(text) ? text.length : stringWidth(text);
}

export function splitGraphemes(text: string): string[] {
  if (singleCells.test(text)) return text.split('');
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** At most `width` cells, the last an ellipsis where something was cut; never cuts through a character. */
export function cut(text: SafeText, width: number): SafeText {
  if (width <= 0) return '' as SafeText;
  // A cell holds few code units: what lies far beyond the width need not be looked at.
  const near = text.length > width * 16 ? text.slice(0, width * 16) : text;
  if (near.length === text.length && cells(near) <= width) return text;
  if (singleCells.test(near)) return `${near.slice(0, width - 1)}…` as SafeText;
  let kept = '';
  let used = 0;
  for (const grapheme of splitGraphemes(near)) {
    const size = cells(grapheme);
    if (used + size > width - 1) break;
    kept += grapheme;
    used += size;
  }
  return `${kept}…` as SafeText;
}

/** Exactly `width` cells: cut, or filled with blanks behind. */
export function fill(text: SafeText, width: number): SafeText {
  const shown = cut(text, width);
  return `${shown}${' '.repeat(Math.max(0, width - cells(shown)))}` as SafeText;
}
