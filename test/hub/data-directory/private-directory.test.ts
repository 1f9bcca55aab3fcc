import { chmodSync, chownSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataDirectory } from '../../../src/hub/data-directory/open-data-directory.ts';
import { readRunningHub } from '../../../src/hub/data-directory/running-hub.ts';
import type { Storage } from '../../../src/hub/data-directory/storage.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';

const open = (directory: string) => openDataDirectory(directory, ['localhost'], () => false);
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

async function openedOnce(directory: string): Promise<Storage> {
  const storage = await open(directory);
  await storage.close();
  return storage;
}

describe.skipIf(process.platform === 'win32')('a data directory', () => {
  it.each([0o777, 0o775, 0o1777])('of mode %i, which others can write, is refused with what to do', async mode => {
    const directory = temporaryDirectory();
    chmodSync(directory, mode);
    const refusal = {
      message: `The data directory ${directory} can be written by other users: they could change what the hub keeps.`,
      hint: expect.stringContaining(`chmod go-w '${directory}'`),
      exitCode: 3,
    };
    await expect(open(directory)).rejects.toMatchObject(refusal);
    await expect(readRunningHub(directory), 'nobody attaches to what may be anybody’s').rejects.toMatchObject(refusal);
    expect(readdirSync(directory)).toEqual([]);
    chmodSync(directory, 0o755);
    await openedOnce(directory);
  });

  it.skipIf(process.getuid?.() !== 0)('that belongs to another is refused', async () => {
    const directory = temporaryDirectory();
    chownSync(directory, 65534, 65534);
    await expect(open(directory)).rejects.toMatchObject({
      message: expect.stringContaining('belongs to another user (65534)'),
      hint: expect.stringContaining('chown 0'),
    });
  });

  it('takes from others what they may do with its files, and says so once', async () => {
    const directory = temporaryDirectory();
    await openedOnce(directory);
    const log = join(directory, 'store', '000001.log');
    const key = join(directory, 'ca-key.pem');
    for (const path of [log, key, join(directory, 'ca.pem')]) chmodSync(path, 0o666);
    chmodSync(join(directory, 'store'), 0o777);
    const { notes } = await openedOnce(directory);
    expect(notes).toEqual([
      'Other users could read or change store, ca-key.pem, ca.pem, store/000001.log: now they cannot.',
    ]);
    expect([log, key, join(directory, 'store')].map(modeOf)).toEqual(['600', '600', '700']);
    expect(modeOf(join(directory, 'ca.pem')), 'clients are to read it').toBe('644');
    expect((await openedOnce(directory)).notes).toEqual([]);
  });

  it('keeps what is none of its files', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'notes.txt');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    await openedOnce(directory);
    expect(modeOf(path)).toBe('644');
  });
});
