import { join } from 'node:path';
import { messageOf } from '../../lib/errors.ts';
import { fileHeaderBytes, parseFileHeader } from './file-header.ts';
import { FrameReader } from './frame-reader.ts';
import { type Migration, migrate } from './migrations.ts';
import { damaged, tooNew } from './store-error.ts';
import type { StoreFile, StoreFiles } from './store-files.ts';
import { parseStoreName, type StoreName, storeName } from './store-name.ts';
import { readChanges, type StoredChange } from './stored-change.ts';
import { isTorn } from './tail.ts';

/** The format that is written, and how older ones become it. */
export type Format = { readonly version: number; readonly migrations: readonly (Migration | undefined)[] };

export type RecoveryOptions = {
  readonly files: StoreFiles;
  readonly directory: string;
  readonly format: Format;
  /** Takes what was stored, oldest first. The bytes are lent. */
  readonly load: (change: StoredChange) => void;
  /** Told what was repaired, in a sentence. */
  readonly note: (text: string) => void;
};

/** Where writing goes on. */
export type Recovered = {
  /** Zero when there is no store yet. */
  readonly generation: number;
  /** Bytes of the generation's log that are whole; what is beyond must be cut off before writing. */
  readonly logBytes: number;
  /** The number the next frame in the log must have. */
  readonly sequence: number;
  readonly snapshotBytes: number;
  /** Logs that end in an unfinished write. */
  readonly torn: readonly LogEnd[];
  /** Whether something was read that is of an older format. */
  readonly isOld: boolean;
};

/** As far as a log is whole, and the number of the frame that would come next. */
export type LogEnd = { readonly generation: number; readonly bytes: number; readonly sequence: number };

/**
 * Reads a store: the latest snapshot, then the logs since. Changes nothing on disk. Throws StoreError when something is
 * missing, damaged before its end, or newer than this program.
 */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const names = (await options.files.list(options.directory)).map(parseStoreName).filter(name => name !== undefined);
  const generations = logsToRead(names, options.directory);
  if (generations.length === 0) return nothingYet;
  const first = generations[0]!;
  const hasSnapshot = names.some(name => name.type === 'snapshot' && name.generation === first);
  const snapshot = hasSnapshot ? await readSnapshot(options, first) : undefined;
  const logs: Log[] = [];
  for (const generation of generations) logs.push(await readLog(options, generation, logs));
  const last = logs.at(-1)!;
  return {
    generation: last.generation,
    logBytes: last.bytes,
    sequence: last.sequence,
    snapshotBytes: snapshot?.bytes ?? 0,
    torn: logs.filter(log => log.isTorn),
    isOld: [snapshot, ...logs].some(file => file !== undefined && file.version < options.format.version),
  };
}

const nothingYet: Recovered = {
  generation: 0,
  logBytes: 0,
  sequence: 1,
  snapshotBytes: 0,
  torn: [],
  isOld: false,
};

/** From the latest snapshot's generation on, or from the first when there is none; none may be missing. */
function logsToRead(names: readonly StoreName[], directory: string): readonly number[] {
  const all = (type: StoreName['type']) => names.filter(name => name.type === type).map(name => name.generation);
  const logs = all('log');
  const latest = Math.max(...logs, ...all('snapshot'), 0);
  const first = Math.max(...all('snapshot'), 0) || Math.min(1, latest);
  const needed = Array.from({ length: latest === 0 ? 0 : latest - first + 1 }, (_, index) => first + index);
  const missing = needed.find(generation => !logs.includes(generation));
  if (missing === undefined) return needed;
  throw damaged(join(directory, storeName({ generation: missing, type: 'log' })), 0, 'the file is missing');
}

async function readSnapshot(options: RecoveryOptions, generation: number): Promise<{ bytes: number; version: number }> {
  return withFile(options, { generation, type: 'snapshot' }, async (file, path) => {
    const bytes = await file.size();
    const version = await readVersion(options, file, path, 'snapshot');
    if (version === undefined) throw damaged(path, 0, 'it does not begin like a snapshot');
    const reader = new FrameReader(file);
    let isComplete = false;
    for (let payload = await reader.next(); payload !== undefined; payload = await reader.next()) {
      // The last frame is empty: a snapshot without it was never finished.
      isComplete = payload.length === 0;
      loadFrame(options, payload, version, path, reader.offset);
    }
    if (!isComplete || reader.offset < bytes)
      throw damaged(path, reader.offset, 'a part of it is not as it was written');
    return { bytes, version };
  });
}

type Log = LogEnd & { readonly version: number; readonly isTorn: boolean };

async function readLog(options: RecoveryOptions, generation: number, before: readonly Log[]): Promise<Log> {
  return withFile(options, { generation, type: 'log' }, async (file, path) => {
    const size = await file.size();
    const version = await readVersion(options, file, path, 'log');
    if (version === undefined) {
      await requireBegun(file, path);
      return { generation, bytes: 0, sequence: 1, version: options.format.version, isTorn: false };
    }
    const reader = new FrameReader(file);
    for (let payload = await reader.next(); payload !== undefined; payload = await reader.next()) {
      requireWhole(options, before);
      loadFrame(options, payload, version, path, reader.offset);
    }
    const { offset, sequence } = reader;
    const isTorn = offset < size;
    if (isTorn) {
      await requireTorn(file, path, reader, size);
      options.note(`${path}: cut off an unfinished write of ${size - offset} bytes at byte ${offset}.`);
    }
    return { generation, bytes: offset, sequence, version, isTorn };
  });
}

/** A log is begun when the one before is whole; where more was written after an unfinished write, that is damage. */
function requireWhole({ directory }: RecoveryOptions, before: readonly Log[]): void {
  const torn = before.find(log => log.isTorn);
  if (torn === undefined) return;
  const path = join(directory, storeName({ generation: torn.generation, type: 'log' }));
  throw damaged(path, torn.bytes, 'its end is missing');
}

async function requireTorn(file: StoreFile, path: string, { offset, sequence }: FrameReader, size: number) {
  const tail = Buffer.allocUnsafeSlow(size - offset);
  await file.read(tail, offset);
  if (!isTorn(tail, offset, sequence)) throw damaged(path, offset, 'a record is not as it was written');
}

/** A log whose first line never reached the disk can only have been begun, then. */
async function requireBegun(file: StoreFile, path: string): Promise<void> {
  const bytes = Buffer.alloc(fileHeaderBytes + 1);
  const read = await file.read(bytes, 0);
  const isBegun = read < fileHeaderBytes || bytes.subarray(0, read).every(byte => byte === 0);
  if (!isBegun) throw damaged(path, 0, 'it does not begin like a log');
}

async function readVersion(
  { format }: RecoveryOptions,
  file: StoreFile,
  path: string,
  type: StoreName['type'],
): Promise<number | undefined> {
  const bytes = Buffer.alloc(fileHeaderBytes);
  if ((await file.read(bytes, 0)) < fileHeaderBytes) return undefined;
  const version = parseFileHeader(bytes, type);
  if (version !== undefined && version > format.version) throw tooNew(path, version, format.version);
  return version;
}

function loadFrame(options: RecoveryOptions, payload: Buffer, version: number, path: string, end: number): void {
  const { format, load } = options;
  try {
    for (const change of readChanges(payload)) {
      if (version === format.version) load(change);
      else for (const migrated of migrate(change, version, format.version, format.migrations)) load(migrated);
    }
  } catch (error) {
    throw damaged(path, end - payload.length, messageOf(error));
  }
}

async function withFile<T>(
  { files, directory }: RecoveryOptions,
  name: StoreName,
  use: (file: StoreFile, path: string) => Promise<T>,
): Promise<T> {
  const path = join(directory, storeName(name));
  const file = await files.open(path, 'read');
  try {
    return await use(file, path);
  } finally {
    await file.close();
  }
}
