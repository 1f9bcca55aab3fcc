import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

async function reportWifiAndTag(screen: Screen): Promise<void> {
  await screen.waitFor('● online', 30);
  screen.press('w');
  await screen.waitFor(/type {2}"wifi"/);
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  screen.type('location.plant = Redmond43');
  screen.press('enter');
  await screen.waitFor('Redmond43');
  screen.press('enter');
  await screen.waitFor('written');
}

/** A key, then what it must bring about, before the next one: as a person does. */
async function steps(
  screen: Screen,
  ...pairs: readonly (readonly [key: string, shows: string | RegExp])[]
): Promise<void> {
  for (const [key, shows] of pairs) {
    screen.press(
      ...(key.length > 1 && /^[a-z]+$/.test(key) && !/^(tab|enter|esc|up|down|left|right)$/.test(key)
        ? key.split('')
        : [key]),
    );
    await screen.waitFor(shows);
  }
}

/** Esc and the next key in one go would be Alt with that key. */
async function closeMenu(screen: Screen): Promise<void> {
  await screen.waitFor('Tab take');
  screen.press('esc');
  await screen.waitFor('^L live');
}

it('a query is written with completion, mistyped, fixed, run, kept alive, and loses its row', {
  timeout: 90_000,
}, async () => {
  const directory = temporaryDirectory();
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await reportWifiAndTag(screen);

  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  await steps(
    screen,
    ['s', '▸SELECT'],
    ['tab', '▸*'],
    ['tab', '▸FROM'],
    ['tab', '▸devices '],
    ['tab', '▸WHERE'],
    ['tab', /WHERE .*\n.*▸deviceId/],
    ['typ', /▸type +path +string properties.reported.connectivity.type +1×/],
    ['tab', '▸='],
    ['tab', /▸wifi +value +string +1×/],
    ['tab', "type = 'wifi'"],
  );
  screen.type("and STARTS_WITH(deviceId, 'my')");
  screen.press('enter');
  await screen.waitFor(/\^F .*STARTSWITH/);
  expect(screen.text()).not.toContain('1 row');
  screen.press('ctrl+f');
  await screen.waitFor("STARTSWITH(deviceId, 'my')");
  screen.press('enter');
  await screen.waitFor(/1 row/);
  screen.press('ctrl+l');
  await screen.waitFor(/live · 1 row/);
  await screen.waitFor(/myDeviceId +Connected +wifi/);

  screen.press('tab');
  await screen.waitFor('▸ 1 Device');
  screen.press('space');
  await screen.waitFor(/− +myDeviceId/);
  await screen.waitFor('no rows');
  screen.press('space');
  await screen.waitFor(/\+ +myDeviceId +Connected +wifi/);

  screen.press('3', 'esc');
  await screen.waitFor('x export');
  screen.press('x');
  await screen.waitFor('Export 1 row');
  screen.press('enter');
  await screen.waitFor(/1 row written to .*\.csv/);

  screen.press('ctrl+o', 'a');
  await screen.waitFor('keeps');
  screen.type('wifi devices');
  screen.press('enter');
  await screen.waitFor('is among the favourites');
  screen.press('esc');
  await screen.waitFor('▸ 3 Query');
  screen.press('ctrl+c');
  await screen.ended;

  const file = join(directory, 'queries.json');
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { history: string[]; favourites: { name: string }[] };
  expect(saved.history.at(-1)).toContain("type = 'wifi'");
  expect(saved.favourites).toMatchObject([{ name: 'wifi devices' }]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('a plan is shown, a row as JSON, counts as bars, and nothing is wider than a small screen', {
  timeout: 90_000,
}, async () => {
  const screen = openScreen({ columns: 80, rows: 24, parameters: ['--ephemeral'] });
  await screen.waitFor('● online', 30);
  screen.press('w');
  await screen.waitFor('reported wifi');
  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  screen.type("EXPLAIN SELECT * FROM devices WHERE deviceId = 'myDeviceId'");
  screen.press('enter');
  await screen.waitFor('look-up');
  screen.press('esc');
  await screen.waitFor('^L live');
  screen.press('ctrl+u');
  await screen.waitFor('Type a query');
  screen.type('SELECT status, COUNT() AS number FROM devices GROUP BY status');
  await closeMenu(screen);
  screen.press('enter');
  await screen.waitFor(/enabled +1/);
  screen.press('esc');
  await screen.waitFor('▸ enabled');
  screen.press('b');
  await screen.waitFor(/enabled +█+ 1/);
  screen.press('v');
  await screen.waitFor('"number": 1');
  screen.press('esc');
  await screen.waitFor(text => !text.includes('"number"'));
  screen.press('i', 'ctrl+r');
  await screen.waitFor('history ›');
  screen.type('Redmond');
  await screen.waitFor("plant = 'Redmond43'");
  screen.press('ctrl+c');
  expect(await screen.ended).toBe(0);
});

it('lines that a terminal pastes without saying so keep their ends, and run nothing', { timeout: 60_000 }, async () => {
  const screen = openScreen({ parameters: ['--ephemeral'] });
  await screen.waitFor('● online', 30);
  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  screen.type("SELECT deviceId\rFROM devices\rWHERE deviceId = 'myDeviceId'\r");
  await screen.waitFor(/› SELECT deviceId +.\n. +FROM devices +.\n. +WHERE deviceId = 'myDeviceId' /);
  screen.press('enter');
  await screen.waitFor('1 row');
  screen.press('ctrl+c');
  expect(await screen.ended).toBe(0);
});
