import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';
import type { StoreFile, StoreFiles } from './store-files.ts';

const flags = { read: 'r', create: 'w+', update: 'r+' } as const;

/** The real disk; all calls run in the thread pool. */
export const systemFiles: StoreFiles = {
  list: directory => readdir(directory),
  open: async (path, mode) => new SystemFile(await open(path, flags[mode], 0o600)),
  rename,
  remove: unlink,
  syncDirectory,
};

class SystemFile implements StoreFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  async read(buffer: Buffer, position: number): Promise<number> {
    let done = 0;
    while (done < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, done, buffer.length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  async write(buffer: Buffer, position: number): Promise<void> {
    let done = 0;
    while (done < buffer.length) {
      const { bytesWritten } = await this.#handle.write(buffer, done, buffer.length - done, position + done);
      done += bytesWritten;
    }
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length);
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories, and makes renames durable by itself.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
