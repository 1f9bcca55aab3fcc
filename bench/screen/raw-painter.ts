import { frameRows } from '../../src/tui/app/frame-rows.ts';
import type { Row } from '../../src/tui/text/row.ts';
import { dark } from '../../src/tui/theme.ts';
import { firstProps, moved } from './cursor-props.ts';

/** What a writer without React and Ink would do: make every line of the same frame, write those that changed. */
const { stdin, stdout } = process;
let props = firstProps();
let shown: readonly string[] = [];

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function colourCode(name: string): string {
  const isBright = name.endsWith('Bright');
  return String((isBright ? 90 : 30) + colours.indexOf(isBright ? name.slice(0, -6) : name));
}

function lineOf(row: Row): string {
  return row
    .map(({ text, tone, bold, inverse, underline }) => {
      const look = tone === undefined ? {} : dark.tones[tone];
      const codes = [look.color && colourCode(look.color), (bold || look.bold) && '1', look.dim && !inverse && '2'];
      const set = [...codes, inverse && '7', underline && '4'].filter(Boolean);
      return set.length === 0 ? text : `\u001b[${set.join(';')}m${text}\u001b[0m`;
    })
    .join('');
}

function paint(): void {
  const lines = frameRows(props).map(lineOf);
  const changed = lines.map((line, index) => (line === shown[index] ? '' : `\u001b[${index + 1};1H${line}`));
  shown = lines;
  stdout.write(`\u001b[?2026h${changed.join('')}\u001b[?2026l`);
}

stdin.setRawMode(true);
stdin.on('data', chunk => {
  for (const key of String(chunk)) {
    if (key === 'q') process.exit();
    props = moved(props, key);
  }
  paint();
});
stdout.write('\u001b[?1049h');
paint();
