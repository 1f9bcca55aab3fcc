import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

it('two screens on one hub: the second leaves the device alone, and goes on with the hub when the first is left', {
  timeout: 120_000,
}, async () => {
  const parameters = ['--data-dir', temporaryDirectory()];
  const first = openScreen({ parameters });
  await first.waitFor('● online', 40);
  const second = openScreen({ parameters });
  await second.waitFor('myDeviceId is online elsewhere', 40);
  await second.waitFor('o takes it over');
  await second.waitFor('v2 live');
  first.press('q');
  expect(await first.ended).toBe(0);
  await second.waitFor('it runs here now', 40);
  await second.waitFor('● connected', 40);
  second.press('1', 'o');
  await second.waitFor('● online', 40);
  second.press('w');
  await second.waitFor(/type {2}"wifi"/);
  second.press('q');
  expect(await second.ended).toBe(0);
});
