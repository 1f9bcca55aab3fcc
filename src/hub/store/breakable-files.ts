import type { StoreFile, StoreFiles } from './store-files.ts';

/** Files whose writes fail while `isBroken` says so, as if the disk did: for what a developer provokes on purpose. */
export function breakableFiles(files: StoreFiles, isBroken: () => boolean): StoreFiles {
  const check = () => {
    if (isBroken()) throw Object.assign(new Error('the disk is broken on purpose'), { code: 'EIO' });
  };
  return {
    ...files,
    open: async (path, mode) => breakableFile(await files.open(path, mode), check),
  };
}

function breakableFile(file: StoreFile, check: () => void): StoreFile {
  return {
    size: () => file.size(),
    read: (buffer, position) => file.read(buffer, position),
    write: async (buffer, position) => {
      check();
      await file.write(buffer, position);
    },
    truncate: length => file.truncate(length),
    sync: async () => {
      check();
      await file.sync();
    },
    close: () => file.close(),
  };
}
