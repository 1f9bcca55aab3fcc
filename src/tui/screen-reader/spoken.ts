import { type SafeText, safe } from '../../lib/text.ts';
import type { Row } from '../text/row.ts';

/** Signs of the screen as words; what only draws is left out, since a word stands beside it. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\(•\)/g, 'selected:'],
  [/\( \)/g, 'not selected:'],
  [/✗/g, 'error:'],
  [/^\s*✓/, 'done:'],
  [/^\s*→/, 'next:'],
  [/^\s*~/, 'changed:'],
  [/^\s*\+/, 'new:'],
  [/^\s*−/, 'gone:'],
  [/^\s*!/, 'warning:'],
  [/≠/g, 'differs from'],
  [/▸/g, 'folded '],
  [/•/g, 'marked'],
  [/→/g, ' to '],
  [/←/g, ' from '],
  [/⏎/g, 'Enter'],
  [/↑/g, 'Up'],
  [/↓/g, 'Down'],
  [/\^([A-Z])/g, 'Control $1'],
  [/[─━│┃╭╮╰╯┏┓┗┛]+/g, ' '],
  [/[▁▂▃▄▅▆▇█░▰▱●○◌▾›‹⚙↻]+/g, ' '],
  [/(\d K?B) \/ (\d)/g, '$1 of $2'],
  [/ · /g, ', '],
  [/·/g, ' '],
];

/** A row of the screen as it is read out: no boxes, meters or bars, one blank between words. */
export function spoken(row: Row): SafeText {
  const text = row.map(piece => piece.text).join('');
  const said = words.reduce((before, [sign, word]) => before.replace(sign, word), text);
  return safe(said.replace(/\s+/g, ' ').trim());
}
