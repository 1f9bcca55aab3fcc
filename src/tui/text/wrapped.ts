import { cells, type SafeText, safe, splitGraphemes } from '../../lib/text.ts';

/** Lines that a text is broken into at most, unless told; the last is an ellipsis where more would follow. */
const mostLines = 12;

/** The text in lines of at most `width` cells, broken between words where there are any, never within a character. */
export function wrapped(text: string, width: number, most = mostLines): readonly SafeText[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  // What lies far beyond the last line need not be looked at.
  for (const word of safe(text.slice(0, width * most * 2)).split(/(?<= )/)) {
    const size = cells(word);
    if (used > 0 && used + cells(word.trimEnd()) > width) {
      lines.push(line);
      [line, used] = ['', 0];
    }
    if (size <= width) [line, used] = [line + word, used + size];
    else
      for (const grapheme of splitGraphemes(word)) {
        const cell = cells(grapheme);
        if (used + cell > width) {
          lines.push(line);
          [line, used] = ['', 0];
        }
        [line, used] = [line + grapheme, used + cell];
      }
  }
  // A blank that a line ends in may stand beyond the width, where it is not seen.
  const all = [...lines, line].map(each => (cells(each) > width ? each.trimEnd() : each));
  if (all.length <= most) return all as SafeText[];
  return [...all.slice(0, most - 1), '…'] as SafeText[];
}
