import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** What the README says to press in a step: keys by name, keys in quotes of code, and what is completed `to`. */
function keysOf(step: number): readonly string[] {
  const text = new RegExp(`^${step}\\. (.*)$`, 'm').exec(readme)?.[1] ?? '';
  return [...text.matchAll(/to `tags\.([^`]+)`|`(.)`|\b(Enter|Tab|Up|Esc|space)\b/g)].map(
    ([, completed, key, name]) => completed ?? key ?? name!.toLowerCase(),
  );
}

/** What each key of a step brings about: it is waited for before the next one is pressed, as a person does. */
const brought: Readonly<Record<number, readonly (string | RegExp)[]>> = {
  2: ['▸ 1 Device', /type {2}"wifi"|"type":"wifi"/],
  3: ['▸ 2 Twin', 'path = value', 'location.region = US', 'The patch', 'written'],
  4: ['path = value', 'location.plant = Redmond43', 'The patch', 'written'],
  5: ['▸ 3 Query', "plant = 'Redmond43'", '1 row'],
  6: ['connectivity.type = ', 'no rows'],
  7: ['▸ 1 Device', /was "wifi"|→ reported .*"cellular"/],
  8: ['▸ 3 Query', /myDeviceId +Connected/],
  9: ['s sort', '▸ Help', /^(?!.*▸ Help)/s, '@ Wire'],
};

it.each([
  [120, 36],
  [80, 24],
])(
  'the tutorial of the README is typed as it is written, %i columns wide, and the terminal is given back',
  {
    timeout: 90_000,
  },
  async (columns, rows) => {
    const screen = openScreen({ columns, rows, parameters: ['--data-dir', temporaryDirectory()] });
    await screen.waitFor('● online', 30);
    await screen.waitFor(columns < 100 ? '1 Device' : 'v2 live');

    for (const [step, shows] of Object.entries(brought)) {
      const keys = keysOf(Number(step));
      expect(keys, `step ${step}`).toHaveLength(shows.length);
      for (const [at, key] of keys.entries()) await press(screen, key, shows[at]!);
    }
    expect(keysOf(10)).toEqual(['q']);
    screen.press('q');
    expect(await screen.ended).toBe(0);
    expectModesRestored(screen.output());
  },
);

async function press(screen: Screen, key: string, shows: string | RegExp): Promise<void> {
  screen.press(key);
  await screen.waitFor(shows);
}

/** The alternate screen left, the cursor shown, bracketed paste off: each after it was last switched the other way. */
function expectModesRestored(output: string): void {
  for (const [on, off] of [
    ['\u001b[?1049h', '\u001b[?1049l'],
    ['\u001b[?25l', '\u001b[?25h'],
    ['\u001b[?2004h', '\u001b[?2004l'],
  ] as const) {
    expect(output.lastIndexOf(off), `${JSON.stringify(off)} comes after ${JSON.stringify(on)}`).toBeGreaterThan(
      output.lastIndexOf(on),
    );
  }
}
