import { cells, splitGraphemes } from '../../lib/text.ts';

const likeness: Readonly<Record<string, string>> = {
  '╭╮╰╯┏┓┗┛├┤┌┐└┘┼': '+',
  '─━−–—': '-',
  '│┃': '|',
  '▾▼↓': 'v',
  '▸→›▶': '>',
  '←‹': '<',
  '↑▴▲': '^',
  '·▱░': '.',
  '…': '~',
  '●◌○•': 'o',
  '✓': '+',
  '✗×': 'x',
  '≠': '!',
  '⏎': '=',
  '⚙': '*',
  '↻': '@',
  '█▇▆▅▰▉▊▋▌': '#',
  '▄▃▂▁': '_',
  '▍▎▏': '|',
  '‘’': "'",
  '“”': '"',
};

const byCharacter = new Map(
  Object.entries(likeness).flatMap(([characters, ascii]) =>
    Array.from(characters, (character): [string, string] => [character, ascii]),
  ),
);
const ascii = /^[ -~]*$/;

/** The text in ASCII and as wide as before: our signs by what is like them, all else by question marks. */
export function asciiText(text: string): string {
  if (ascii.test(text)) return text;
  return splitGraphemes(text)
    .map(character =>
      ascii.test(character) ? character : (byCharacter.get(character) ?? '?'.repeat(cells(character))),
    )
    .join('');
}
