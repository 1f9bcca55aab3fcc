import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryLock, findHolder } from '../../../src/hub/data-directory/directory-lock.ts';
import { ownIdentity } from '../../../src/hub/data-directory/process-identity.ts';
import { runChild } from '../../helpers/child.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';

const claimant = join(import.meta.dirname, 'claim-directory.ts');

/** A claim as another process would have left it. */
async function leaveClaim(directory: string, change: object, touchedAgo = 0): Promise<string> {
  const name = `lock-1-${'0'.repeat(16)}`;
  writeFileSync(join(directory, name), JSON.stringify({ ...(await ownIdentity()), holds: true, ...change }));
  const touched = Date.now() / 1000 - touchedAgo;
  utimesSync(join(directory, name), touched, touched);
  return name;
}

describe('the lock of a data directory', () => {
  it('is held by one until it is released', async () => {
    const directory = temporaryDirectory();
    const lock = await DirectoryLock.acquire(directory);
    expect((await findHolder(directory))?.pid).toBe(process.pid);
    await expect(DirectoryLock.acquire(directory)).rejects.toMatchObject({
      message: `The data directory ${directory} is in use by process ${process.pid}.`,
      cause: { code: 'ELOCKED' },
    });
    await lock.release();
    expect(await findHolder(directory)).toBeUndefined();
    await (await DirectoryLock.acquire(directory)).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is taken over from a process that was killed', async () => {
    const directory = temporaryDirectory();
    const child = runChild(claimant, directory);
    expect(await child.line()).toBe('held');
    expect((await findHolder(directory))?.pid).toBe(child.process.pid);
    await expect(DirectoryLock.acquire(directory)).rejects.toThrow(`process ${child.process.pid}`);
    await child.kill();
    expect(await findHolder(directory)).toBeUndefined();
    const lock = await DirectoryLock.acquire(directory);
    expect(readdirSync(directory).length).toBe(1);
    await lock.release();
  });

  it('goes to exactly one of many that come at the same time upon a stale claim', async () => {
    const directory = temporaryDirectory();
    await leaveClaim(directory, { pid: 2 ** 22 + 1 });
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => DirectoryLock.acquire(directory)));
    expect(results.filter(result => result.status === 'fulfilled').length).toBe(1);
    const children = Array.from({ length: 3 }, () => runChild(claimant, directory));
    for (const child of children) expect(await child.line()).toBe('ELOCKED');
    for (const result of results) if (result.status === 'fulfilled') await result.value.release();
  });

  it('is not mistaken for held when the number of a dead process was given to another', async () => {
    const directory = temporaryDirectory();
    await leaveClaim(directory, { started: 'long ago' });
    await (await DirectoryLock.acquire(directory)).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of another machine or container counts as long as it is being touched', async () => {
    const directory = temporaryDirectory();
    await leaveClaim(directory, { place: 'elsewhere' });
    await expect(DirectoryLock.acquire(directory)).rejects.toThrow('in use');
    await leaveClaim(directory, { place: 'elsewhere' }, 60);
    await (await DirectoryLock.acquire(directory)).release();
  });
});
