import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Screen, spawnScreen } from '../../test/helpers/pseudo-terminal.ts';
import { type Palette, terminalSvg } from './terminal-svg.ts';

/**
 * Makes the README's pictures from the program itself: `npx tsx docs/picture/picture.ts` walks through the tutorial in a
 * pseudo-terminal once for each theme, and writes docs/screen-dark.svg and docs/screen-light.svg.
 */
const palettes: Readonly<Record<'dark' | 'light', Palette>> = {
  dark: {
    ground: '#16181d',
    text: '#d7dae0',
    colours: [
      ...['#2b2f37', '#e06c75', '#98c379', '#d7ba7d', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'],
      ...['#5c6370', '#ff7b85', '#b5e890', '#ffd479', '#7cc0ff', '#e29bf5', '#7fe0ec', '#ffffff'],
    ],
  },
  light: {
    ground: '#ffffff',
    text: '#24292f',
    colours: [
      ...['#24292f', '#cf222e', '#116329', '#7d4e00', '#0550ae', '#8250df', '#1b7c83', '#6e7781'],
      ...['#57606a', '#a40e26', '#1a7f37', '#633c01', '#218bff', '#a475f9', '#3192aa', '#8c959f'],
    ],
  },
};

const title = 'twin-tui: a device, its twin and a live query on one screen';

for (const theme of ['dark', 'light'] as const) {
  const dataDir = await mkdtemp(join(tmpdir(), 'twin-tui-picture-'));
  const screen = spawnScreen({ columns: 120, rows: 36, parameters: ['--data-dir', dataDir, '--theme', theme] });
  try {
    await walk(screen);
    const file = resolve(import.meta.dirname, `../screen-${theme}.svg`);
    await writeFile(file, terminalSvg(screen.terminal, title, palettes[theme]));
    console.log(`${file} written`);
    screen.press('ctrl+c');
    await screen.ended;
  } finally {
    screen.kill('SIGKILL');
    screen.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** To a frame that shows all three ends of one key press: the device, its twin and the query. */
async function walk(screen: Screen): Promise<void> {
  await screen.waitFor('● online', 40);
  screen.press('w');
  await screen.waitFor(/type {2}"wifi"/);
  await write(screen, '2', 'tags.location.region = US');
  await write(screen, '2', 'tags.location.plant = Redmond43');
  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  screen.type(
    "SELECT deviceId, properties.reported.connectivity.type FROM devices WHERE tags.location.plant = 'Redmond43'",
  );
  screen.press('ctrl+l');
  await screen.waitFor(/live · 1 row/);
  await write(screen, 'shift+tab', 'desired.firmware.version = "1.1"');
  await screen.waitFor(/downloading ████/, 60);
  screen.press('1');
  await screen.waitFor('▸ 1 Device');
  screen.press('space');
  await screen.waitFor(text => /myDeviceId +cellular/.test(text) && text.includes('was "wifi"'));
}

async function write(screen: Screen, toTwin: string, assignment: string): Promise<void> {
  screen.press(toTwin);
  await screen.waitFor('▸ 2 Twin');
  screen.press('g', 'a');
  await screen.waitFor('path = value');
  screen.press('ctrl+u');
  screen.type(assignment);
  screen.press('enter');
  await screen.waitFor('If-Match');
  screen.press('enter');
  await screen.waitFor('written');
}
