import { execFileSync } from 'node:child_process';
import { unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { DirectoryLock } from '../../src/hub/data-directory/directory-lock.ts';
import { ended, startCli, temporaryDirectory } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

it.skipIf(process.platform === 'win32')('Ctrl+C is heard while a hub that is just starting is waited for', async () => {
  const dataDir = temporaryDirectory();
  const lock = await DirectoryLock.acquire(dataDir);
  const place = join(dataDir, 'hub.json');
  execFileSync('mkfifo', [place]);
  const child = startCli(['device', 'list', '--local', '--data-dir', dataDir]);
  const end = ended(child);
  // Opens as soon as the program wants to read where the hub is.
  const writer = await open(place, 'w');
  unlinkSync(place);
  child.kill('SIGINT');
  await writer.close();
  const { code, stderr } = await end;
  await lock.release();
  expect({ code, stderr }).toEqual({ code: 130, stderr: 'twin-tui: interrupted\n' });
});
