import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { rightsOf } from '../shell-words.ts';
import { settingsError } from './settings-error.ts';

export type TextFile = {
  readonly text: string;
  /** Permission bits; undefined on Windows, where a profile's own files are its owner's. */
  readonly mode: number | undefined;
};

const [groupOrOthers, writableByThem] = [0o077, 0o022];

/**
 * Text and permissions of the same open file; undefined when there is none, or, where that is to count as none, a
 * directory. Throws AppError (exit 3).
 */
export function readTextFile(path: string, what: string, { orDirectory = false } = {}): TextFile | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const mode = process.platform === 'win32' ? undefined : fstatSync(file).mode & 0o777;
      return { text: readFileSync(file, 'utf8'), mode };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || (orDirectory && code === 'EISDIR')) return undefined;
    throw settingsError(`cannot read ${what} ${path}: ${message.split(',')[0]}`, `Look at it with: ${rightsOf(path)}`);
  }
}

/** Whether others than the owner may read or write it. */
export function isShared({ mode }: TextFile): boolean {
  return mode !== undefined && (mode & groupOrOthers) !== 0;
}

/** Whether others than the owner may write it, and so send this program to a hub of theirs. */
export function isWritableByOthers({ mode }: TextFile): boolean {
  return mode !== undefined && (mode & writableByThem) !== 0;
}

/** `0644`. */
export function modeOf({ mode = 0 }: TextFile): string {
  return mode.toString(8).padStart(4, '0');
}
