import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { homeDirectory } from '../settings/home.ts';

/** What V8 made of pieces of the program, by their names. */
export type CodePack = ReadonlyMap<string, Buffer>;

/** Far above what all pieces together give. */
const largest = 32 * 1024 * 1024;

/** Where the platform wants programs to keep what they can make again. */
export function codeDirectory(
  environment: { readonly [name: string]: string | undefined } = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homeDirectory(),
): string {
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'twin-tui', 'code');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'twin-tui', 'code');
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'twin-tui', 'code');
}

/**
 * Empty where there is no such file, or where others than this user may have written it: what it holds is run as code.
 */
export function readCodePack(name: string, directory = codeDirectory()): CodePack {
  try {
    return parse(readOwn(join(directory, name)));
  } catch {
    return new Map();
  }
}

/**
 * Written aside and renamed, for this user alone; packs of other builds go. Where nothing can be written nothing is:
 * the next start is as slow as this one.
 */
export function writeCodePack(name: string, build: string, pack: CodePack, directory = codeDirectory()): void {
  const file = join(directory, name);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const aside = `${file}.${process.pid}`;
    // A process of the same number may have ended while it wrote, and left its file.
    rmSync(aside, { force: true });
    writeFileSync(aside, serialise(pack), { mode: 0o600, flag: 'wx' });
    renameSync(aside, file);
    for (const entry of readdirSync(directory)) {
      if (!entry.startsWith(build)) rmSync(join(directory, entry), { force: true });
    }
  } catch {
    // Nothing can be written, e.g. because the home directory is read-only or the disk full.
  }
}

function readOwn(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { uid, mode, size } = fstatSync(descriptor);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    if (!isOwn || size > largest) throw new Error('not ours');
    const bytes = Buffer.allocUnsafeSlow(size);
    if (readSync(descriptor, bytes, 0, size, 0) !== size) throw new Error('cut short');
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

type Place = readonly [name: string, offset: number, length: number];

/**
 * In four bytes each the checksum of what follows it and the length of the list of places, then that list as JSON, and
 * the data one after the other.
 */
function serialise(pack: CodePack): Buffer {
  let offset = 0;
  const places: Place[] = [];
  for (const [name, { length }] of pack) {
    places.push([name, offset, length]);
    offset += aligned(length);
  }
  const list = Buffer.from(JSON.stringify(places));
  const start = aligned(8 + list.length);
  const bytes = Buffer.alloc(start + offset);
  bytes.writeUInt32LE(list.length, 4);
  list.copy(bytes, 8);
  for (const [name, at] of places) pack.get(name)!.copy(bytes, start + at);
  bytes.writeUInt32LE(checksum(bytes.subarray(4)), 0);
  return bytes;
}

function parse(bytes: Buffer): CodePack {
  if (checksum(bytes.subarray(4)) !== bytes.readUInt32LE(0)) throw new Error('damaged');
  const end = 8 + bytes.readUInt32LE(4);
  const places = JSON.parse(bytes.toString('latin1', 8, end)) as readonly Place[];
  const start = aligned(end);
  return new Map(places.map(([name, at, length]) => [name, bytes.subarray(start + at, start + at + length)]));
}

/** V8 ends the process over data that is damaged. Throws before Node 20.15, which keeps none therefore. */
function checksum(bytes: Buffer): number {
  const { crc32 } = zlib as { readonly crc32?: (data: Buffer) => number };
  if (crc32 === undefined) throw new Error('this Node has no crc32');
  return crc32(bytes);
}

/** V8 wants its data at a multiple of eight. */
function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
