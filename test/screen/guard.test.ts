import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

// A name that no resolver has: what is refused here was refused by the guard and not by a hub.
const real =
  'HostName=hub.invalid;SharedAccessKeyName=iothubowner;SharedAccessKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=';

it('a real hub is marked, and nothing is written to it until it is unlocked', { timeout: 60_000 }, async () => {
  const screen = openScreen({
    parameters: ['--connection-string', real],
    env: { XDG_DATA_HOME: temporaryDirectory() },
  });
  await screen.waitFor('REAL HUB · hub.invalid', 40);
  await screen.waitFor('read-only: L unlocks');
  await screen.waitFor('○ offline');
  screen.press('o');
  await screen.waitFor('cannot connect myDeviceId: this session is read-only');
  screen.press('d', 'a');
  await screen.waitFor('New device');
  screen.type('dev9');
  screen.press('enter');
  await screen.waitFor('cannot create dev9: this session is read-only');
  screen.press('esc');
  await screen.waitFor('▸ Devices');
  screen.press('esc');
  await screen.waitFor(text => !text.includes('▸ Devices'));
  screen.press('L');
  await screen.waitFor('unlocked: changes are written to this hub');
  expect(screen.text()).not.toContain('read-only');
  expect(screen.output()).not.toContain('c2VjcmV0');
});

it('with --read-only nothing unlocks it', { timeout: 60_000 }, async () => {
  const screen = openScreen({
    parameters: ['--connection-string', real, '--read-only'],
    env: { XDG_DATA_HOME: temporaryDirectory() },
  });
  await screen.waitFor('REAL HUB · hub.invalid', 40);
  await screen.waitFor(/read-only(?!: L)/);
  screen.press('L');
  await screen.waitFor('Start again without --read-only');
});
