import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError, messageOf } from '../../lib/errors.ts';
import { authorityFile, loadCertificates } from '../certificates/certificates.ts';
import { DurableState } from '../state/durable-state.ts';
import { breakableFiles } from '../store/breakable-files.ts';
import { systemFiles } from '../store/system-files.ts';
import { DirectoryLock } from './directory-lock.ts';
import { heldFiles } from './held-files.ts';
import { refuseShared, tightenModes } from './private-directory.ts';
import { announceHub, withdrawHub } from './running-hub.ts';
import type { Storage } from './storage.ts';

/**
 * Opens a data directory, making it when there is none, and holds it until it is closed. Throws AppError when it cannot
 * be used, is held by another process, or its store is damaged or too new.
 */
export async function openDataDirectory(
  path: string,
  hosts: readonly string[],
  isBroken: () => boolean,
): Promise<Storage> {
  const directory = resolve(path);
  const lock = await lockDirectory(directory);
  try {
    const notes = [...(await tightenModes(directory))];
    const files = heldFiles(breakableFiles(systemFiles, isBroken), lock);
    const tls = await loadCertificates(directory, hosts, Date.now());
    const state = await DurableState.open({
      directory: storePath(directory),
      files,
      note: text => notes.push(text),
    });
    return {
      state,
      tls,
      caFile: join(directory, authorityFile),
      notes,
      lost: lock.lost,
      announce: hub => announceHub(directory, { pid: process.pid, ...hub }),
      close: async () => {
        // Another hub's would be withdrawn.
        if (!lock.lost.aborted) await withdrawHub(directory);
        await state.close().finally(() => lock.release());
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const storePath = (directory: string): string => join(directory, 'store');

async function lockDirectory(directory: string): Promise<DirectoryLock> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await refuseShared(directory);
    await mkdir(storePath(directory), { recursive: true, mode: 0o700 });
    await systemFiles.syncDirectory(directory);
    await systemFiles.syncDirectory(dirname(directory));
    return await DirectoryLock.acquire(directory);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(`The data directory ${directory} cannot be used: ${messageOf(cause)}`, {
      hint: 'Choose another with --data-dir, or keep nothing with --ephemeral.',
      cause,
    });
  }
}
