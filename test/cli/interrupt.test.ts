import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { DirectoryLock } from '../../src/hub/data-directory/directory-lock.ts';
import { ended, type ReadyLine, startCli, temporaryDirectory } from '../helpers/cli.ts';

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

/** How a hub that keeps nothing ends, and whether its file of the CA is left. */
async function endOfHub(stop: (child: ChildProcess) => void): Promise<object> {
  const child = startCli(['hub', '--json', '--ephemeral', '--mqtt-port', '0', '--https-port', '0']);
  const end = ended(child);
  const [line] = await once(child.stdout!, 'data');
  const { caFile } = JSON.parse(line) as ReadyLine;
  expect(existsSync(caFile)).toBe(true);
  stop(child);
  const { code, stderr } = await end;
  return { code, stderr, isLeft: existsSync(caFile) };
}

const clean = { code: 0, stderr: '', isLeft: false };

it.skipIf(process.platform === 'win32')('a hub whose terminal is closed stops as it does at Ctrl+C', async () => {
  expect(await endOfHub(child => child.kill('SIGHUP'))).toEqual(clean);
});

it.skipIf(process.platform === 'win32')(
  'signals that come at once, as from timeout and npm, count as one',
  async () => {
    const both = (child: ChildProcess) => {
      // Two of a kind could become one on their way.
      child.kill('SIGTERM');
      child.kill('SIGINT');
    };
    expect(await endOfHub(both)).toEqual(clean);
  },
);
