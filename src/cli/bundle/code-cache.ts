import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of the program's text: set by the bundler. V8 itself compares no more than lengths. */
declare const PROGRAM_HASH: string;

/** Files of other versions, and of other commands, that are kept. */
const most = 24;

/** Undefined where there is none, or one that others than this user may have written: it is code that is run. */
export function readCodeCache(command: string): Buffer | undefined {
  try {
    const descriptor = openSync(join(cacheDirectory(), nameOf(command)), 'r');
    try {
      return isOwn(descriptor) ? readFileSync(descriptor) : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function isOwn(descriptor: number): boolean {
  if (process.getuid === undefined) return true;
  const { uid, mode } = fstatSync(descriptor);
  return uid === process.getuid() && (mode & 0o077) === 0;
}

/** Does nothing where nothing can be written: the next start is as slow as this one was. */
export function writeCodeCache(command: string, data: Buffer): void {
  const directory = cacheDirectory();
  const file = join(directory, nameOf(command));
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, data, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
    forgetOld(directory);
  } catch {
    // The home directory may be read-only, or its disk full.
  }
}

function nameOf(command: string): string {
  return `${PROGRAM_HASH}-${process.version}-${process.arch}-${command}.code`;
}

function forgetOld(directory: string): void {
  const files = readdirSync(directory).map(name => join(directory, name));
  const byAge = files.map(file => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { file } of byAge.slice(most)) unlinkSync(file);
}

/** The person's own, where the platform wants programs to keep what they can make again. */
function cacheDirectory(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'twin-tui', 'code');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/twin-tui/code');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'twin-tui', 'code');
}
