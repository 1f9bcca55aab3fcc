import { type SafeText, safe, splitGraphemes } from '../../../lib/text.ts';
import type { Problem } from '../../../query/language/syntax-error.ts';
import { fieldOffset, fieldText, type TextField } from '../../edit/text-field.ts';
import { type Row, type Span, span } from '../../text/row.ts';
import { styledText } from './styled-text.ts';
import { placeOf, type VisualLine, wrapText } from './wrap-text.ts';

/** Cells before the text: the mark of the prompt. */
const promptMark = 2;

export type EditorOptions = {
  readonly field: TextField;
  readonly ghost: string | undefined;
  readonly problems: readonly Problem[];
  readonly isTyping: boolean;
  readonly width: number;
  /** Lines that are shown at most; the one with the cursor is always among them. */
  readonly height: number;
};

export type EditorView = {
  readonly rows: readonly Row[];
  /** The row of the cursor among them, and its cell. */
  readonly cursor: { readonly row: number; readonly column: number };
  /** Where a grapheme is drawn; undefined when it is scrolled out of sight. */
  readonly cellOf: (grapheme: number) => { readonly row: number; readonly column: number } | undefined;
};

/** The text in its colours, wrapped, with the cursor and how the history would go on. */
export function editorView(options: EditorOptions): EditorView {
  const { field, ghost = '', width, height, isTyping } = options;
  const graphemes = isTyping ? [...field.graphemes, ...splitGraphemes(ghost)] : field.graphemes;
  const lines = wrapText(graphemes, textWidth(width));
  const place = placeOf(lines, graphemes, field.cursor);
  const top = Math.max(0, Math.min(place.line - height + 1, lines.length - height));
  const draw = drawing(options, graphemes);
  const rows = lines.slice(top, top + height).map((line, index): Row => {
    const mark = top + index === 0 ? '› ' : index === 0 ? '↑ ' : '  ';
    return [span(mark, isTyping ? 'focus' : 'muted'), ...draw(line)];
  });
  const shown = ({ line, column }: { line: number; column: number }) => ({
    row: line - top,
    column: promptMark + column,
  });
  return {
    rows,
    cursor: shown(place),
    cellOf: grapheme => {
      const found = shown(placeOf(lines, graphemes, grapheme));
      return found.row < 0 || found.row >= rows.length ? undefined : found;
    },
  };
}

/** Cells in which the text is wrapped. */
export function textWidth(width: number): number {
  return Math.max(8, width - promptMark);
}

function drawing({ field, problems, isTyping }: EditorOptions, graphemes: readonly string[]) {
  const text = fieldText(field);
  const look = styledText(text, problems, isTyping ? fieldOffset(field) : undefined);
  const offsets: number[] = [0];
  for (const grapheme of graphemes) offsets.push(offsets.at(-1)! + grapheme.length);
  const piece = (at: number): Span => {
    const grapheme = graphemes[at];
    const shown = safe(grapheme === undefined || grapheme === '\n' ? ' ' : grapheme);
    const isGhost = at >= field.graphemes.length;
    const base = isGhost ? { tone: 'muted' as const } : look(offsets[at]!);
    return { ...base, text: shown, ...(isTyping && at === field.cursor && { inverse: true }) };
  };
  return ({ start, end }: VisualLine): Span[] => {
    const spans: Span[] = [];
    // The cursor may stand on the end of a line, which is no part of it.
    const last = isTyping && field.cursor === end ? end + 1 : end;
    for (let at = start; at < last; at++) append(spans, piece(at));
    return spans;
  };
}

/** Neighbours that look alike become one piece. */
function append(row: Span[], piece: Span): void {
  const last = row.at(-1);
  if (last && last.tone === piece.tone && last.inverse === piece.inverse && last.underline === piece.underline)
    row[row.length - 1] = { ...last, text: `${last.text}${piece.text}` as SafeText };
  else row.push(piece);
}
