import { cells, cut, type SafeText, safe } from '../../lib/text.ts';
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
  for (const piece of row) {
    const size = cells(piece.text);
    if (size > left) {
      const text = cut(piece.text, left);
      fitted.push({ ...piece, text });
      left -= cells(text);
      break;
    }
    fitted.push(piece);
    left -= size;
  }
  if (left > 0) fitted.push({ text: ' '.repeat(left) as SafeText });
  return fitted;
}

/** A row whose ends are both kept: the middle gives way. */
export function spread(left: Row, right: Row, width: number): Row {
  const room = Math.max(0, width - rowWidth(right) - 1);
  return [...fitRow(left, room), span(' '), ...right];
}

/** The row under the cursor. */
export function inverted(row: Row): Row {
  return row.map(piece => ({ ...piece, inverse: true }));
}
