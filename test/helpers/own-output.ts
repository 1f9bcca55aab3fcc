import { colours, dark } from '../../src/tui/theme.ts';

const codes = new Map(colours.flatMap((name, at) => [[name, 30 + at] as const, [`${name}Bright`, 90 + at] as const]));
const tones = Object.values(dark.tones).flatMap(({ color }) => (color === undefined ? [] : [codes.get(color)!]));
/** Bold, dim, underline and inverse, what ends them, and the colours of the dark theme. */
const styles = [1, 2, 4, 7, 22, 24, 27, 39, ...new Set(tones)];

/** All that the screen and Ink write beside text, each only together with what it is written with. ECMA-48 */
const grammar = new RegExp(
  [
    `\\u001b\\[(?:${styles.join('|')})m`,
    // A frame is erased line by line, from below.
    '(?:\\u001b\\[2K\\u001b\\[1A)*\\u001b\\[2K\\u001b\\[G',
    // The frame that is drawn before all modules are read, and Ink's first over it.
    '\\u001b\\[\\?1049h\\u001b\\[\\?25l\\u001b\\[H',
    '\\u001b\\[H\\u001b\\[\\?7l\\u001b\\[\\?1049h',
    // A frame after another size, and the empty screen that is left.
    '\\u001b\\[\\?2026h\\u001b\\[1;1H\\u001b\\[J',
    '\\u001b\\[H\\u001b\\[J\\u001b\\[\\?25h',
    '\\u001b\\[\\?(?:7|25|1049|2004|2026)[hl]',
    '\\u001b\\[\\?1006l\\u001b\\[\\?1000l',
    // The question for the background.
    '\\u001b\\]11;\\?\\u001b\\\\',
    '\\r?\\r\\n',
  ].join('|'),
  'g',
);

/** What is left of a screen's output without what is its own: text alone, unless something came through. */
export function foreignOutput(output: string): string {
  return output.replace(grammar, '');
}
