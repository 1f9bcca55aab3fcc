import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DirectoryLock } from '../../../src/hub/data-directory/directory-lock.ts';
import { heldFiles } from '../../../src/hub/data-directory/held-files.ts';
import { openDataDirectory } from '../../../src/hub/data-directory/open-data-directory.ts';
import { type Hub, startHub } from '../../../src/hub/hub.ts';
import type { DurableState } from '../../../src/hub/state/durable-state.ts';
import { ended, startCli } from '../../helpers/cli.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles } from '../../helpers/faulty-files.ts';
import { twinChange } from '../store/samples.ts';

const open = (directory: string) => openDataDirectory(directory, ['localhost'], () => false);
const logOf = (directory: string) => readFileSync(join(directory, 'store', '000001.log'));

/** As another hub does that finds a claim from elsewhere which nobody touched for long. */
function removeClaim(directory: string): void {
  for (const name of readdirSync(directory)) if (name.startsWith('lock-')) rmSync(join(directory, name));
}

/** Lets the time pass in which a process that stands still touches nothing. */
function standStill(): void {
  vi.setSystemTime(Date.now() + 60_000);
}

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

describe('a directory that another process took while its holder stood still', () => {
  it('gets no further write of the first one, and loses nothing that was acknowledged', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.state.commit([twinChange('a', 1)]);
    standStill();
    removeClaim(directory);
    const second = await open(directory);
    await second.announce({} as never);
    await second.state.commit([twinChange('b', 2)]);
    const before = logOf(directory);
    await expect(first.state.commit([twinChange('a', 3)])).rejects.toThrow('ELOCKED');
    expect(first.state.get('twin', 'a')?.tags.number).toBe(1);
    expect(first.lost.reason).toMatchObject({ message: expect.stringContaining('no longer held by this process') });
    await first.close();
    expect(logOf(directory)).toEqual(before);
    expect(readdirSync(directory), 'the other hub is still found').toContain('hub.json');
    await second.state.commit([twinChange('b', 4)]);
    await second.close();
    const third = await open(directory);
    expect(['a', 'b'].map(key => third.state.get('twin', key)?.tags.number)).toEqual([1, 4]);
    await third.close();
  });

  it('takes no snapshot of the first one, and keeps the files of the other', async () => {
    const directory = temporaryDirectory();
    const first = await open(directory);
    await first.state.commit([twinChange('a', 1)]);
    standStill();
    removeClaim(directory);
    const names = readdirSync(join(directory, 'store'));
    await expect((first.state as DurableState).snapshot()).rejects.toThrow('no longer held');
    await first.close();
    expect(readdirSync(join(directory, 'store'))).toEqual(names);
  });

  it('has no write acknowledged that came to the disk as it was taken', async () => {
    const directory = temporaryDirectory();
    const disk = new FaultyFiles();
    const files = heldFiles(disk.files, await DirectoryLock.acquire(directory));
    const file = await files.open(join(directory, 'log'), 'create');
    onTestFinished(() => file.close());
    await file.write(Buffer.from('frame'), 0);
    disk.before = call => {
      if (call !== 'sync') return;
      standStill();
      removeClaim(directory);
    };
    await expect(file.sync()).rejects.toThrow('no longer held');
    await expect(file.truncate(0)).rejects.toThrow('no longer held');
    expect(readFileSync(join(directory, 'log'), 'utf8'), 'cut off by nobody but its new holder').toBe('frame');
  });
});

describe('the claim of a directory', () => {
  it('that is missing at its next touch stops the hub', async () => {
    const directory = temporaryDirectory();
    const hub = await startHub({ dataDir: directory });
    onTestFinished(() => hub.stop());
    expect(await answers(hub)).toBe(true);
    removeClaim(directory);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect.poll(() => hub.lost.aborted).toBe(true);
    await expect.poll(() => answers(hub)).toBe(false);
  });

  it('that was touched again after long is relied on from the second touch on', async () => {
    const directory = temporaryDirectory();
    const lock = await DirectoryLock.acquire(directory);
    standStill();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lock.check(), 'whoever looked before the touch may be about to remove it').toBeDefined();
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(5_000);
        return lock.check();
      })
      .toBeUndefined();
    await lock.release();
    expect(lock.lost.aborted).toBe(false);
  });

  it('of another name or content is not its own', async () => {
    const directory = temporaryDirectory();
    const lock = await DirectoryLock.acquire(directory);
    const [name] = readdirSync(directory);
    renameSync(join(directory, name!), join(directory, `lock-1-${'0'.repeat(16)}`));
    await vi.advanceTimersByTimeAsync(5_000);
    await expect.poll(() => lock.lost.aborted).toBe(true);
    await lock.release();
  });
});

it('the program tells why it ends', async () => {
  vi.useRealTimers();
  const directory = temporaryDirectory();
  const ports = ['--mqtt-port', '0', '--https-port', '0'];
  const child = startCli(['hub', '--json', '--data-dir', directory, ...ports]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const end = ended(child);
  child.stdout!.once('data', () => removeClaim(directory));
  expect(await end).toMatchObject({ code: 3, stderr: expect.stringContaining('its claim there is gone') });
}, 30_000);

function answers({ address, httpsPort }: Hub): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(httpsPort, address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
