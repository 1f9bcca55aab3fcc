import { expect, it } from 'vitest';
import { openScreen } from '../helpers/pty.ts';

const limit = { timeout: 60_000 };
/** What only draws: lines, blocks, rings. */
const drawn = /[\u2500-\u259f▰▱●○◌▾▸⚙↻]/;

it('for a screen reader the walk is told in lines, none of them drawn and none told twice', limit, async () => {
  const screen = openScreen({ parameters: ['--ephemeral', '--screen-reader'], rows: 100 });
  await screen.waitFor('device: online', 30);
  await screen.waitFor('Device pane, myDeviceId');
  screen.press('w');
  await screen.waitFor('reported wifi, acknowledged');
  await screen.waitFor(/twin version \d+ by the device: reported \{"connectivity":\{"type":"wifi"\}\}/);
  screen.press('2');
  await screen.waitFor('Twin pane, myDeviceId');
  screen.press('down', 'down', 'down', 'down');
  await screen.waitFor(/reported connectivity: type "wifi"/);
  screen.press('g', 'a');
  await screen.waitFor('Dialog: Change the twin');
  screen.type('location.plant = Redmond43');
  await screen.waitFor('Change: tags.location.plant = Redmond43');
  screen.press('enter');
  await screen.waitFor('Dialog: The patch');
  await screen.waitFor('new: add tags.location {"plant":"Redmond43"}');
  screen.press('enter');
  await screen.waitFor('written: the twin is at');
  screen.press('3');
  await screen.waitFor('Query prompt');
  screen.type('SELECT deviceId FROM devices');
  await screen.waitFor(/Query: SELECT deviceId FROM devices {3}Tab takes/);
  screen.press('esc');
  await screen.waitFor(/Query: SELECT deviceId FROM devices$/m);
  screen.press('enter');
  await screen.waitFor('row 1 of 1: deviceId myDeviceId');
  screen.press('ctrl+c');
  expect(await screen.ended).toBe(0);
  const text = screen.text();
  expect(drawn.exec(text)?.[0]).toBeUndefined();
  expect(text.split('device: online')).toHaveLength(2);
  // No other screen: what was told can be read again.
  expect(screen.output()).not.toContain('\u001b[?1049h');
  expect(screen.output()).not.toContain('\u001b[?7l');
});
