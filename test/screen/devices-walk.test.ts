import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

it('devices are created, narrowed, simulated side by side, disabled and enabled, and have modules with twins', {
  timeout: 120_000,
}, async () => {
  const screen = openScreen({ parameters: ['--data-dir', temporaryDirectory()] });
  await screen.waitFor('● online', 40);
  screen.press('d');
  await screen.waitFor('Devices · 1');
  for (const name of ['boiler-1', 'boiler-2']) {
    screen.press('a');
    await screen.waitFor('New device');
    screen.type(name);
    screen.press('enter');
    await screen.waitFor(new RegExp(`${name} +enabled`));
  }

  screen.press('/');
  screen.type('boiler-2');
  await screen.waitFor('Devices · 1 of 3');
  screen.press('enter', 't');
  await screen.waitFor(/boiler-2 +disabled/);
  screen.press('t');
  await screen.waitFor(/boiler-2 +enabled/);
  screen.press('y');
  await screen.waitFor('copied the connection string of boiler-2');
  expect(screen.text()).not.toContain('SharedAccessKey');

  screen.press('s');
  await screen.waitFor(/1 Device · boiler-2 .*2\/2/);
  await screen.waitFor('2 Twin · boiler-2');
  await screen.waitFor('● online');
  screen.press('w');
  await screen.waitFor(/type {2}"wifi"/);
  screen.press('[');
  await screen.waitFor(/1 Device · myDeviceId .*1\/2/);
  await screen.waitFor('2 Twin · myDeviceId');
  screen.press(']');
  await screen.waitFor('(•) wifi');

  screen.press('d');
  await screen.waitFor('Devices · 3');
  screen.press('/');
  screen.type('boiler-1');
  screen.press('enter', 'M');
  await screen.waitFor('no modules: press a');
  screen.press('a');
  screen.type('camera');
  screen.press('enter');
  await screen.waitFor('Modules of boiler-1 · 1');
  screen.press('s');
  await screen.waitFor(/1 Device · boiler-1\/c.*3\/3/);
  await screen.waitFor('2 Twin · boiler-1/camera');
  await screen.waitFor('● online');
  screen.press('space');
  await screen.waitFor(/type {2}"cellular"/);
  screen.press('m');
  screen.type('reboot');
  screen.press('enter');
  await screen.waitFor('{"rebooting":true}');
});
