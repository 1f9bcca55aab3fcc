import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

it('a hub that mended its log at the start says so on the screen, and in the list of problems', {
  timeout: 60_000,
}, async () => {
  const directory = temporaryDirectory();
  expect(await runCli(['device', 'create', 'myDeviceId', '--data-dir', directory])).toMatchObject({ code: 0 });
  const [log = ''] = readdirSync(join(directory, 'store')).filter(name => name.endsWith('.log'));
  appendFileSync(join(directory, 'store', log), Buffer.from([0, 0, 0, 40, 1, 2, 3]));
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await screen.waitFor('cut off an unfinished write of 7 bytes', 40);
  screen.press('!');
  await screen.waitFor('cut off an unfinished write of 7 bytes');
  await screen.waitFor('▸ Problems');
});
