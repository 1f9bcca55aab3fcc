import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../lib/errors.ts';
import { type Observable, ObservableValue } from '../../lib/observable.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import type { TwinVersion } from '../twin-watch.ts';
import { lastLife } from './version-history.ts';
import { type NamedVersion, readVersionLine, writeVersionLine } from './version-line.ts';

/** Beyond this the file is cut to its newest half: some thousand versions of a usual twin. */
const largestFile = 8 * 1024 * 1024;
/**
 * Only the newest of the versions that wait are written, up to so many characters: a twin may change faster than a disk
 * writes.
 */
const largestWrite = 1024 * 1024;
const mostWaiting = 500;
/** Milliseconds in which versions are gathered for one write. */
const gatherTime = 1_000;

export type VersionFileOptions = { readonly timers?: Timers; readonly largest?: number };

/**
 * The versions seen of the local hub's twins, in a file of its data directory that its owner alone can read: what was
 * seen before the screen was closed can be gone back to. Nothing here ever fails a twin: what goes wrong is told by
 * `problem`. After a crash the last second may be missing.
 */
export class VersionFile {
  readonly #path: string;
  readonly #timers: Timers;
  readonly #largest: number;
  readonly #problem = new ObservableValue<string | undefined>(undefined);
  #waiting: NamedVersion[] = [];
  #cancel: (() => void) | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, { timers = systemTimers, largest = largestFile }: VersionFileOptions = {}) {
    this.#path = path;
    this.#timers = timers;
    this.#largest = largest;
  }

  /** What could not be read or kept, in words; undefined while all is well. */
  get problem(): Observable<string | undefined> {
    return this.#problem;
  }

  /** The versions kept of a twin since it was made, oldest first, each once. Never rejects. */
  async read(name: string): Promise<readonly TwinVersion[]> {
    await this.flush();
    const lines = await this.#readLines();
    return lastLife(lines.filter(line => line.name === name).map(({ name: _, ...version }) => version));
  }

  /** Keeps a version. One that is kept already may be added again once more is known of its author. */
  add(version: NamedVersion): void {
    this.#waiting.push(version);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
    this.#cancel ??= this.#timers.after(gatherTime, () => void this.flush());
  }

  /** Resolves once all that was added has been written, or could not be. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#last = this.#last.then(() => this.#write()).catch(error => this.#failed('kept', error));
    return this.#last;
  }

  async #write(): Promise<void> {
    const text = newestLines(this.#waiting);
    this.#waiting = [];
    if (text === '') return;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const file = await open(this.#path, 'a+', 0o600);
    try {
      await file.chmod(0o600);
      await file.appendFile((await isTorn(file)) ? `\n${text}` : text);
    } finally {
      await file.close();
    }
    if ((await stat(this.#path)).size > this.#largest) await this.#shorten();
  }

  /**
   * Replaces the file by its newest half, in one step: a crash leaves the old file or the new one. Only what another
   * screen adds meanwhile may be lost.
   */
  async #shorten(): Promise<void> {
    const text = await readFile(this.#path, 'utf8');
    const from = text.indexOf('\n', text.length - Math.floor(this.#largest / 2)) + 1;
    const temporary = `${this.#path}.${process.pid}.new`;
    try {
      await writeFile(temporary, text.slice(from), { mode: 0o600 });
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #readLines(): Promise<readonly NamedVersion[]> {
    try {
      const lines = (await readFile(this.#path, 'utf8')).split('\n');
      // The last line may be one that a crash has cut off.
      const last = lines.pop() ?? '';
      const read = lines.map(readVersionLine);
      const good = [...read, readVersionLine(last)].filter(line => line !== undefined);
      const damaged = lines.filter((line, index) => line !== '' && read[index] === undefined).length;
      if (damaged > 0) this.#tell(`${damaged} of ${lines.length} earlier versions are damaged in ${this.#path}`);
      return good;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#failed('read', error);
      return [];
    }
  }

  #failed(what: 'kept' | 'read', error: unknown): void {
    this.#tell(`versions cannot be ${what}: ${messageOf(error)}`);
  }

  #tell(problem: string): void {
    this.#problem.update(() => problem);
  }
}

function newestLines(versions: readonly NamedVersion[]): string {
  const lines: string[] = [];
  let size = 0;
  for (let index = versions.length - 1; index >= 0 && size < largestWrite; index--) {
    lines.unshift(writeVersionLine(versions[index]!));
    size += lines[0]!.length;
  }
  return lines.join('');
}

/** Whether a crash has cut off the last line: what is added would become part of it. */
async function isTorn(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 10;
}
