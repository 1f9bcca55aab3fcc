import { cells, safe, splitGraphemes } from '../../lib/text.ts';
import { blanks, fitRow, type Row, span } from '../text/row.ts';

/** The line of a text in which something is wrong, with its number, and a mark under the place. */
export function placeRows(text: string, offset: number, width: number): readonly Row[] {
  const before = text.slice(0, offset).split('\n');
  const line = text.slice(offset - before.at(-1)!.length).split('\n', 1)[0]!;
  const number = `${before.length} │ `;
  const room = Math.max(1, width - cells(number) - 1);
  const ahead = shown(before.at(-1)!);
  // Of a long line the part around the place.
  let first = ahead.length;
  for (let left = Math.ceil(room / 2); first > 0 && cells(ahead[first - 1]!) <= left; first--)
    left -= cells(ahead[first - 1]!);
  const start = ahead.slice(cells(ahead.join('')) + 1 <= room ? 0 : first).join('');
  const behind = shown(line.slice(before.at(-1)!.length))
    .slice(0, room)
    .join('');
  return [
    fitRow([span(number, 'muted'), span(start), span(behind)], width),
    [blanks(cells(number) + cells(start)), span('^', 'bad')],
  ];
}

/** As on the screen, a tab as one blank. */
function shown(text: string): readonly string[] {
  return splitGraphemes(text.replace(/\r$/, '').replaceAll('\t', ' ')).map(safe);
}
