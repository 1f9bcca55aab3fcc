import type { StoreFile, StoreFiles } from '../../src/hub/store/store-files.ts';
import { systemFiles } from '../../src/hub/store/system-files.ts';

export type FileCall = keyof StoreFiles | keyof StoreFile;

/** The real disk, but for the calls a test lets fail or hold back. */
export class FaultyFiles {
  /** Decides before each call; throws to let it fail. */
  before: (call: FileCall, path: string) => void | Promise<void> = () => {};
  /** All calls so far. */
  readonly calls: { readonly call: FileCall; readonly path: string }[] = [];

  readonly files: StoreFiles = {
    list: directory => this.#guard('list', directory, () => systemFiles.list(directory)),
    open: (path, mode) => this.#guard('open', path, async () => this.#file(path, await systemFiles.open(path, mode))),
    rename: (from, to) => this.#guard('rename', to, () => systemFiles.rename(from, to)),
    remove: path => this.#guard('remove', path, () => systemFiles.remove(path)),
    syncDirectory: path => this.#guard('syncDirectory', path, () => systemFiles.syncDirectory(path)),
  };

  /** Lets these calls fail as a full disk does, until it is called again. */
  failOn(...calls: readonly FileCall[]): void {
    this.before = call => {
      if (calls.includes(call)) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
  }

  /** Holds back the next call of a kind until it is let go, to be made or to fail. */
  holdBack(held: FileCall) {
    let settle: { readonly go: () => void; readonly fail: (error: Error) => void } | undefined;
    const begun = new Promise<void>(resolve => {
      this.before = call => {
        if (call !== held) return;
        this.heal();
        resolve();
        return new Promise<void>((go, fail) => {
          settle = { go, fail };
        });
      };
    });
    return { begun, letGo: () => settle!.go(), fail: (error: Error) => settle!.fail(error) };
  }

  heal(): void {
    this.before = () => {};
  }

  #file(path: string, file: StoreFile): StoreFile {
    return {
      size: () => this.#guard('size', path, () => file.size()),
      read: (buffer, position) => this.#guard('read', path, () => file.read(buffer, position)),
      write: (buffer, position) => this.#guard('write', path, () => file.write(buffer, position)),
      truncate: length => this.#guard('truncate', path, () => file.truncate(length)),
      sync: () => this.#guard('sync', path, () => file.sync()),
      close: () => file.close(),
    };
  }

  async #guard<T>(call: FileCall, path: string, run: () => Promise<T>): Promise<T> {
    this.calls.push({ call, path });
    await this.before(call, path);
    return run();
  }
}
