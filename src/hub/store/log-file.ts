import { dirname } from 'node:path';
import { fileHeader, fileHeaderBytes } from './file-header.ts';
import type { StoreFile, StoreFiles } from './store-files.ts';

/** A log that frames are appended to. What was appended is on the disk. */
export class LogFile {
  readonly #file: StoreFile;
  #end: number;
  #sequence: number;
  #isDirty: boolean;

  private constructor(file: StoreFile, end: number, sequence: number, isDirty: boolean) {
    this.#file = file;
    this.#end = end;
    this.#sequence = sequence;
    this.#isDirty = isDirty;
  }

  static async create(files: StoreFiles, path: string, version: number): Promise<LogFile> {
    const file = await files.open(path, 'create');
    try {
      await file.write(fileHeader('log', version), 0);
      await file.sync();
      await files.syncDirectory(dirname(path));
      return new LogFile(file, fileHeaderBytes, 1, false);
    } catch (error) {
      await file.close().catch(() => undefined);
      await files.remove(path).catch(() => undefined);
      throw error;
    }
  }

  /** Goes on after `end`; what is behind it is cut off. */
  static async reopen(files: StoreFiles, path: string, end: number, sequence: number): Promise<LogFile> {
    const file = await files.open(path, 'update');
    const log = new LogFile(file, end, sequence, true);
    try {
      await log.#clean();
      return log;
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  get bytes(): number {
    return this.#end;
  }

  /** The number the next frame must be sealed with. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Resolves when the frame is on the disk. When it rejects, the frame is not part of the log. */
  async append(frame: Buffer): Promise<void> {
    if (this.#isDirty) await this.#clean();
    this.#isDirty = true;
    try {
      await this.#file.write(frame, this.#end);
      await this.#file.sync();
    } catch (error) {
      // At once, so that a frame that was refused is not found at the next start; if not now, then before the next.
      await this.#clean().catch(() => undefined);
      throw error;
    }
    this.#isDirty = false;
    this.#end += frame.length;
    this.#sequence++;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #clean(): Promise<void> {
    await this.#file.truncate(this.#end);
    await this.#file.sync();
    this.#isDirty = false;
  }
}
