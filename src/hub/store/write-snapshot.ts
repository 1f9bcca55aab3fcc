import { dirname } from 'node:path';
import type { Kind } from '../state/hub-state.ts';
import { fileHeader, fileHeaderBytes } from './file-header.ts';
import { FrameWriter } from './frame-writer.ts';
import type { StoreFile, StoreFiles } from './store-files.ts';

/** 1 to 2 ms of work between two writes: the event loop is free after each. */
const frameBytes = 256 * 1024;
/** Synced in parts, as one huge sync at the end would hold up the syncs of the log. */
const bytesPerSync = 8 * 1024 * 1024;

export type SnapshotOptions = {
  readonly files: StoreFiles;
  readonly path: string;
  readonly version: number;
  readonly entries: Iterable<[Kind, string, Buffer | string]>;
  /** Called when all is written; a snapshot appears under its name only when this resolves. */
  readonly confirm: () => Promise<void>;
};

/** Writes a snapshot; it is there whole or not at all. Resolves with its bytes. */
export async function writeSnapshot({ files, path, version, entries, confirm }: SnapshotOptions): Promise<number> {
  const draft = `${path}.tmp`;
  try {
    const file = await files.open(draft, 'create');
    let bytes: number;
    try {
      bytes = await writeFrames(file, entries, version);
      await file.sync();
    } finally {
      await file.close();
    }
    await confirm();
    await files.rename(draft, path);
    await files.syncDirectory(dirname(path));
    return bytes;
  } catch (error) {
    await files.remove(draft).catch(() => undefined);
    throw error;
  }
}

async function writeFrames(file: StoreFile, entries: SnapshotOptions['entries'], version: number): Promise<number> {
  await file.write(fileHeader('snapshot', version), 0);
  const frame = new FrameWriter();
  let position = fileHeaderBytes;
  let synced = 0;
  let sequence = 1;
  const flush = async () => {
    const bytes = frame.seal(sequence++);
    await file.write(bytes, position);
    position += bytes.length;
    frame.clear();
    if (position - synced < bytesPerSync) return;
    await file.sync();
    synced = position;
  };
  for (const [kind, key, json] of entries) {
    frame.add(kind, key, json);
    if (frame.length >= frameBytes) await flush();
  }
  if (!frame.isEmpty) await flush();
  // The empty frame says that this is all.
  await flush();
  return position;
}
