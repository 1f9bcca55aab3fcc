import { frameRows } from '../../src/tui/app/frame-rows.ts';
import { paintRow } from '../../src/tui/terminal/paint-row.ts';
import { dark } from '../../src/tui/theme.ts';
import { firstProps, moved } from './cursor-props.ts';

/** What a writer without React and Ink would do: make every line of the same frame, write those that changed. */
const { stdin, stdout } = process;
let props = firstProps();
const look = { colours: 'colour', unicode: true } as const;
let shown: readonly string[] = [];

function paint(): void {
  const lines = frameRows(props).map(row => paintRow(row, dark, look));
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
