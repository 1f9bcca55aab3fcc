import { cells, safe } from '../../../lib/text.ts';

/** One line on the screen: a range of graphemes, an end of line at its end not counted. */
export type VisualLine = { readonly start: number; readonly end: number };

/**
 * Where a text breaks in a width, in cells: at its ends of lines, else behind the last blank that fits, else, in a word
 * wider than the line, anywhere. There is always room for a cursor behind the last grapheme.
 */
export function wrapText(graphemes: readonly string[], width: number): readonly VisualLine[] {
  const lines: VisualLine[] = [];
  let [start, used, blank] = [0, 0, -1];
  const close = (end: number, next: number) => {
    lines.push({ start, end });
    [start, used, blank] = [next, 0, -1];
  };
  for (let at = 0; at < graphemes.length; at++) {
    const grapheme = graphemes[at]!;
    if (grapheme === '\n') {
      close(at, at + 1);
      continue;
    }
    const size = shownCells(grapheme);
    if (used + size > width && at > start) {
      const next = blank >= start ? blank + 1 : at;
      close(next, next);
      used = graphemes.slice(start, at).reduce((sum, each) => sum + shownCells(each), 0);
    }
    used += size;
    if (grapheme === ' ') blank = at;
  }
  if (used >= width) close(graphemes.length, graphemes.length);
  lines.push({ start, end: graphemes.length });
  return lines;
}

/** Cells that a grapheme takes as it is shown, escapes and all. */
function shownCells(grapheme: string): number {
  return cells(safe(grapheme));
}

/** The line that a cursor before that grapheme stands on, and the cells before it. */
export function placeOf(
  lines: readonly VisualLine[],
  graphemes: readonly string[],
  cursor: number,
): { readonly line: number; readonly column: number } {
  const line = Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= cursor),
  );
  const before = graphemes.slice(lines[line]!.start, cursor);
  return { line, column: before.reduce((sum, grapheme) => sum + shownCells(grapheme), 0) };
}

/** The grapheme nearest to a column of a line. */
export function graphemeAt({ start, end }: VisualLine, graphemes: readonly string[], column: number): number {
  let [at, used] = [start, 0];
  while (at < end) {
    used += shownCells(graphemes[at]!);
    if (used > column) break;
    at++;
  }
  return at;
}
