import { join } from 'node:path';
import { AppError, messageOf } from '../../lib/errors.ts';
import { hubError } from '../error-codes.ts';
import type { Kind } from '../state/hub-state.ts';
import type { CommitGroup } from './commit-group.ts';
import { formatVersion } from './file-header.ts';
import { GroupCommit } from './group-commit.ts';
import { LogFile } from './log-file.ts';
import { migrations } from './migrations.ts';
import { type Format, type Recovered, recover } from './recover.ts';
import { unusable } from './store-error.ts';
import type { StoreFiles } from './store-files.ts';
import { parseStoreName, type StoreName, storeName } from './store-name.ts';
import type { StoredChange } from './stored-change.ts';
import { systemFiles } from './system-files.ts';
import { writeSnapshot } from './write-snapshot.ts';

export type StoreOptions = {
  /** Must exist; the caller holds its lock. */
  readonly directory: string;
  /** Returns for about how long (microseconds) this holds up a start that finds it in the log. */
  readonly load: (change: StoredChange) => number;
  /** All there is now, for snapshots. */
  readonly entries: () => Iterable<[Kind, string, Buffer | string]>;
  /** Told of commits that were taken back, as the disk did not take them. */
  readonly undone?: ((group: CommitGroup) => void) | undefined;
  readonly files?: StoreFiles | undefined;
  readonly format?: Format | undefined;
  /** Told what was repaired or could not be done, in a sentence. */
  readonly note?: ((text: string) => void) | undefined;
  /** The log grows at least so far (bytes) before a snapshot replaces it; and as far as the snapshot is long. */
  readonly snapshotAfter?: number | undefined;
};

type Settings = Required<{ [K in keyof StoreOptions]: NonNullable<StoreOptions[K]> }>;

const defaults = {
  files: systemFiles,
  format: { version: formatVersion, migrations },
  note: () => {},
  undone: () => {},
  snapshotAfter: 32 * 1024 * 1024,
};

/** The next start merges all reports of the log again: beyond so many microseconds of it a snapshot spares it that. */
const longestReplay = 400_000;
/** The longer the last snapshot is, the more it has to be worth: a microsecond for so many of its bytes. */
const bytesPerMicrosecond = 200;

/** An append log with group commit and snapshots: the disk's side of a hub's state. */
export class Store {
  readonly commits: GroupCommit;
  readonly #settings: Settings;
  #generation: number;
  #snapshotBytes: number;
  #snapshotDue: number;
  /** Microseconds. */
  #replay = 0;
  #snapshot: Promise<void> | undefined;

  private constructor(settings: Settings, log: LogFile, { generation, snapshotBytes }: Recovered) {
    this.#settings = settings;
    this.commits = new GroupCommit(log, writeFailed, settings.undone);
    this.#generation = Math.max(1, generation);
    this.#snapshotBytes = snapshotBytes;
    this.#snapshotDue = Math.max(settings.snapshotAfter, snapshotBytes);
  }

  /** Reads what there is through `load`, then is ready to write. Throws AppError: StoreError, or what the disk refused. */
  static async open(options: StoreOptions): Promise<Store> {
    const settings = withDefaults(options);
    try {
      return await Store.#open(settings);
    } catch (error) {
      throw error instanceof AppError ? error : unusable(settings.directory, error);
    }
  }

  static async #open(settings: Settings): Promise<Store> {
    const { files, directory } = settings;
    let replay = 0;
    const load = (change: StoredChange) => {
      replay += settings.load(change);
    };
    const recovered = await recover({ ...settings, load });
    await cutTornLogs(settings, recovered);
    for (const name of await files.list(directory))
      if (name.endsWith('.tmp')) await files.remove(join(directory, name));
    const store = new Store(settings, await openLog(settings, recovered), recovered);
    store.#replay = replay;
    if (recovered.isOld) await store.snapshot();
    return store;
  }

  /** To be called after commits, with what `load` will return for them: starts a snapshot when the log has grown long. */
  keepShort(replay = 0): void {
    this.#replay += replay;
    if (this.#snapshot !== undefined || !this.#isLong) return;
    this.snapshot().catch(error => {
      this.#replay = 0;
      this.#snapshotDue = this.commits.logBytes + this.#settings.snapshotAfter;
      this.#settings.note(`The hub's log could not be shortened, it is tried again later: ${messageOf(error)}`);
    });
  }

  get #isLong(): boolean {
    if (this.commits.logBytes >= this.#snapshotDue) return true;
    return this.#replay >= Math.max(longestReplay, this.#snapshotBytes / bytesPerMicrosecond);
  }

  /** Begins a new generation, and removes the old ones when it is whole. */
  snapshot(): Promise<void> {
    this.#snapshot ??= this.#takeSnapshot().finally(() => {
      this.#snapshot = undefined;
    });
    return this.#snapshot;
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#snapshot?.catch(() => undefined);
    await this.commits.close();
  }

  async #takeSnapshot(): Promise<void> {
    const { files, directory, format, entries, snapshotAfter } = this.#settings;
    const generation = this.#generation + 1;
    const path = (type: StoreName['type']) => join(directory, storeName({ generation, type }));
    await this.commits.rotate(() => LogFile.create(files, path('log'), format.version));
    this.#generation = generation;
    this.#replay = 0;
    const { failures } = this.commits;
    const confirm = async () => {
      // The snapshot has seen commits that were still on their way; if they were undone it is wrong.
      await this.commits.barrier;
      if (this.commits.failures > failures) throw new Error('writes failed meanwhile');
    };
    const options = { files, path: path('snapshot'), version: format.version, entries: entries(), confirm };
    this.#snapshotBytes = await writeSnapshot(options);
    this.#snapshotDue = Math.max(snapshotAfter, this.#snapshotBytes);
    await this.#removeBefore(generation);
  }

  async #removeBefore(generation: number): Promise<void> {
    const { files, directory } = this.#settings;
    for (const name of await files.list(directory)) {
      const parsed = parseStoreName(name);
      if (parsed !== undefined && parsed.generation < generation) await files.remove(join(directory, name));
    }
  }
}

function withDefaults({ directory, load, entries, ...options }: StoreOptions): Settings {
  const { files, format, note, undone, snapshotAfter } = options;
  return {
    directory,
    load,
    entries,
    files: files ?? defaults.files,
    format: format ?? defaults.format,
    note: note ?? defaults.note,
    undone: undone ?? defaults.undone,
    snapshotAfter: snapshotAfter ?? defaults.snapshotAfter,
  };
}

/** The log that is written to is cut as it is opened; this is for those before it. */
async function cutTornLogs({ files, directory }: Settings, { torn, generation }: Recovered): Promise<void> {
  for (const log of torn.filter(log => log.generation < generation)) {
    const path = join(directory, storeName({ generation: log.generation, type: 'log' }));
    await (await LogFile.reopen(files, path, log.bytes, log.sequence)).close();
  }
}

function openLog({ files, directory, format }: Settings, recovered: Recovered): Promise<LogFile> {
  const path = join(directory, storeName({ generation: Math.max(1, recovered.generation), type: 'log' }));
  if (recovered.logBytes === 0) return LogFile.create(files, path, format.version);
  return LogFile.reopen(files, path, recovered.logBytes, recovered.sequence);
}

/** What a client is told; the code names the cause, a path would be none of its business. */
function writeFailed(cause: unknown): Error {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return hubError('ServerError', `The hub could not store the change (${code ?? 'unknown cause'}), it was undone.`);
}
