import type { StoreFile, StoreFiles } from '../store/store-files.ts';
import type { DirectoryLock } from './directory-lock.ts';

type Held = Pick<DirectoryLock, 'check'>;

/**
 * Files that are changed only while the directory is held. What is on the disk counts only when it is held then, too:
 * whoever took the directory meanwhile may have read it before.
 */
export function heldFiles(files: StoreFiles, lock: Held): StoreFiles {
  return {
    ...files,
    open: async (path, mode) => {
      if (mode !== 'read') await lock.check();
      return heldFile(await files.open(path, mode), lock);
    },
    rename: async (from, to) => {
      await lock.check();
      await files.rename(from, to);
    },
    remove: async path => {
      await lock.check();
      await files.remove(path);
    },
  };
}

function heldFile(file: StoreFile, lock: Held): StoreFile {
  return {
    size: () => file.size(),
    read: (buffer, position) => file.read(buffer, position),
    write: async (buffer, position) => {
      await lock.check();
      await file.write(buffer, position);
    },
    truncate: async length => {
      await lock.check();
      await file.truncate(length);
    },
    sync: async () => {
      await file.sync();
      await lock.check();
    },
    close: () => file.close(),
  };
}
