import { cells, type SafeText, splitGraphemes } from '../../lib/text.ts';
import { blanks, type Row, type Span } from './row.ts';

/** The row in lines of at most `width` cells, nothing of it left out; what goes on stands `indent` cells further in. */
export function wrappedRow(row: Row, width: number, indent = 0): readonly Row[] {
  const inner = Math.min(indent, Math.floor(width / 2));
  const lines: Span[][] = [[]];
  let used = 0;
  for (const piece of row) {
    let text = '';
    for (const grapheme of splitGraphemes(piece.text)) {
      const size = cellsOf(grapheme);
      if (used + size > width) {
        lines.at(-1)!.push({ ...piece, text: text as SafeText });
        lines.push([blanks(inner)]);
        [text, used] = ['', inner];
      }
      text += grapheme;
      used += size;
    }
    lines.at(-1)!.push({ ...piece, text: text as SafeText });
  }
  return lines;
}

/** Measuring a character is most of the work, and a long text has few different ones. */
const measured = new Map<string, number>();
const mostMeasured = 4_096;

function cellsOf(grapheme: string): number {
  const known = measured.get(grapheme);
  if (known !== undefined) return known;
  if (measured.size >= mostMeasured) measured.clear();
  const size = cells(grapheme);
  measured.set(grapheme, size);
  return size;
}
