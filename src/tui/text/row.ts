import { cells, cut, type SafeText, safe, splitGraphemes } from '../../lib/text.ts';
import type { Tone } from '../theme.ts';

/** A piece of a row in one look. Its text is safe: foreign text becomes a span only through `span`. */
export type Span = {
  readonly text: SafeText;
  readonly tone?: Tone | undefined;
  readonly bold?: boolean | undefined;
  readonly inverse?: boolean | undefined;
  readonly underline?: boolean | undefined;
};

/** One line of a pane, of any width; the pane cuts it. */
export type Row = readonly Span[];

export type Look = Omit<Span, 'text'>;

export function span(text: string, tone?: Tone, look: Look = {}): Span {
  return { ...look, text: safe(text), ...(tone !== undefined && { tone }) };
}

export function rowWidth(row: Row): number {
  return row.reduce((width, { text }) => width + cells(text), 0);
}

/** The row in exactly `width` cells: cut with an ellipsis, or filled with blanks. */
export function fitRow(row: Row, width: number): Row {
  const fitted: Span[] = [];
  let left = width;
  for (const [index, piece] of row.entries()) {
    const size = cells(piece.text);
    if (size > left) {
      const last = fitted.findLastIndex(({ text }) => text !== '');
      // A row that is full at the end of a piece is cut in that one: else nothing would tell that there is more.
      if (left === 0 && last >= 0 && row.slice(index).some(({ text }) => text.trim() !== '')) {
        const text = `${fitted[last]!.text}…` as SafeText;
        return fitRow([...fitted.slice(0, last), { ...fitted[last]!, text }], width);
      }
      const text = cut(piece.text, left);
      fitted.push({ ...piece, text });
      left -= cells(text);
      break;
    }
    fitted.push(piece);
    left -= size;
  }
  if (left > 0) fitted.push(blanks(left));
  return fitted;
}

/** A row whose right end is kept: the left gives way. */
export function spread(left: Row, right: Row, width: number): Row {
  if (right.length === 0) return fitRow(left, width);
  const room = width - rowWidth(right) - 1;
  if (room < 1) return fitRow(right, width);
  return [...fitRow(left, room), span(' '), ...right];
}

/** The row under the cursor. */
export function inverted(row: Row): Row {
  return row.map(piece => ({ ...piece, inverse: true }));
}

/** `row` laid over `base` from cell `at` on; both keep what is outside the other. */
export function over(base: Row, at: number, row: Row): Row {
  const end = at + rowWidth(row);
  return [...slice(base, 0, at), ...row, ...slice(base, end, Math.max(end, rowWidth(base)))];
}

/** The cells from `from` up to `to`; half of a wide character becomes a blank. */
function slice(row: Row, from: number, to: number): Row {
  const kept: Span[] = [];
  let at = 0;
  for (const piece of row) {
    const size = cells(piece.text);
    if (at >= from && at + size <= to) kept.push(piece);
    else if (at + size > from && at < to) kept.push({ ...piece, text: sliceText(piece.text, from - at, to - at) });
    at += size;
  }
  return kept;
}

function sliceText(text: string, from: number, to: number): SafeText {
  let kept = '';
  let at = 0;
  for (const grapheme of splitGraphemes(text)) {
    const size = cells(grapheme);
    if (at >= from && at + size <= to) kept += grapheme;
    else kept += ' '.repeat(Math.max(0, Math.min(at + size, to) - Math.max(at, from)));
    at += size;
  }
  return kept as SafeText;
}

export function blanks(width: number): Span {
  return { text: ' '.repeat(Math.max(0, width)) as SafeText };
}
