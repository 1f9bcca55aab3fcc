import { cells, splitGraphemes } from '../../src/lib/text.ts';

const names: Readonly<Record<number, string>> = { 1: 'bold', 2: 'dim', 4: 'underline', 7: 'inverse' };
/** What ends a style, and which it ends. ECMA-48 8.3.117 */
const ends: Readonly<Record<number, readonly string[]>> = { 22: ['bold', 'dim'], 24: ['underline'], 27: ['inverse'] };
const hues = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * A coloured frame as two pictures of the same shape: its text, and a letter for the style of each cell with what the
 * letters mean below. Throws at a control sequence that is no style.
 */
export function styleMap(frame: string): { readonly text: string; readonly styles: string } {
  const letterOf = new Map<string, string>([['', ' ']]);
  const letter = (style: string) => {
    const known = letterOf.get(style) ?? letters[letterOf.size - 1]!;
    letterOf.set(style, known);
    return known;
  };
  const lines = frame.split('\n').map(line => mapLine(line, letter));
  const legend = [...letterOf].slice(1).map(([style, name]) => `${name} ${style}`);
  return {
    text: lines.map(({ text }) => text).join('\n'),
    styles: `${lines.map(({ styles }) => styles.trimEnd()).join('\n')}\n\n${legend.join('\n')}\n`,
  };
}

function mapLine(line: string, letter: (style: string) => string): { readonly text: string; readonly styles: string } {
  let style: readonly string[] = [];
  let text = '';
  let styles = '';
  for (const [piece, codes] of line.matchAll(/\u001b\[([\d;]*)m|[^\u001b]+|\u001b/g)) {
    if (codes !== undefined) style = codes.split(';').map(Number).reduce(styled, style);
    else if (piece === '\u001b') throw new Error(`expected nothing but styles in ${JSON.stringify(line)}`);
    else {
      text += piece;
      styles += splitGraphemes(piece)
        .map(grapheme => letter([...style].sort().join(' ')).repeat(cells(grapheme)))
        .join('');
    }
  }
  return { text, styles };
}

function styled(style: readonly string[], code: number): readonly string[] {
  if (code === 0) return [];
  if (ends[code] !== undefined) return style.filter(name => !ends[code]!.includes(name));
  const others = style.filter(name => Object.values(names).includes(name));
  if (code === 39) return others;
  const hue = hues[code >= 90 ? code - 90 : code - 30];
  if (hue !== undefined) return [...others, code >= 90 ? `${hue}Bright` : hue];
  const name = names[code];
  if (name === undefined) throw new Error(`expected a style of ours, found SGR ${code}`);
  return style.includes(name) ? style : [...style, name];
}
