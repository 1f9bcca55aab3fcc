import { cells, type SafeText, safe, splitGraphemes } from '../../../lib/text.ts';

/** What a path ends in tells its column from others: it is cut there only where nothing else would fit. */
type Way = (title: string, width: number) => string;

const ways: readonly Way[] = [wholeKeys, end, bothEnds];

/** Each title in so many cells, cut so that no two that are different look the same, where that can be. */
export function shortHeadings(titles: readonly string[], widths: readonly number[]): readonly SafeText[] {
  const cut = ways.map(way =>
    titles.map((title, index) => (cells(title) <= widths[index]! ? title : way(title, widths[index]!))),
  );
  return titles.map((_, index) => {
    const isAlone = (texts: readonly string[]) => texts.indexOf(texts[index]!) === texts.lastIndexOf(texts[index]!);
    return safe((cut.find(isAlone) ?? cut.at(-1)!)[index]!);
  });
}

/** `…plant` of `tags.location.plant`: as many keys from the end as there is room for. */
function wholeKeys(title: string, width: number): string {
  const keys = title.split('.');
  const shorter = keys.slice(1).map((_, index) => `…${keys.slice(index + 1).join('.')}`);
  return shorter.find(text => cells(text) <= width) ?? end(title, width);
}

function end(title: string, width: number): string {
  return `…${lastCells(splitGraphemes(title), width - 1)}`;
}

/** `de…version` and `re…version`, where both end alike. */
function bothEnds(title: string, width: number): string {
  const graphemes = splitGraphemes(title);
  const first = graphemes.slice(0, 2).join('');
  const room = width - cells(first);
  return room < 2 ? end(title, width) : `${first}${wholeKeys(graphemes.slice(2).join(''), room)}`;
}

function lastCells(graphemes: readonly string[], room: number): string {
  let from = graphemes.length;
  for (let left = room; from > 0; from--) {
    left -= cells(graphemes[from - 1]!);
    if (left < 0) break;
  }
  return graphemes.slice(from).join('');
}
