import { AppError, ExitCode, messageOf } from '../../lib/errors.ts';

/** A store that cannot be opened as it is; nothing in it was changed. */
export class StoreError extends AppError {
  override readonly name = 'StoreError';
  readonly file: string;
  /** Where in the file it is wrong, in bytes. */
  readonly offset: number;

  constructor(file: string, offset: number, message: string, hint: string) {
    super(message, { hint, exitCode: ExitCode.failed });
    this.file = file;
    this.offset = offset;
  }
}

export function damaged(file: string, offset: number, what: string): StoreError {
  return new StoreError(
    file,
    offset,
    `The hub's store is damaged: ${file}, byte ${offset}: ${what}. Nothing was changed.`,
    'Put the file back from a backup, or start with another --data-dir.',
  );
}

export function tooNew(file: string, version: number, known: number): StoreError {
  return new StoreError(
    file,
    0,
    `${file} was written by a newer twin-tui (format ${version}, this one knows up to ${known}). Nothing was changed.`,
    'Use the newer twin-tui, or start with another --data-dir.',
  );
}

/** The disk refused while the store was opened; what it holds is as it was. */
export function unusable(directory: string, cause: unknown): AppError {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  const message = `The hub's store in ${directory} cannot be opened: ${messageOf(cause)}. Nothing in it was lost.`;
  return new AppError(message, { hint: hintOf(code), exitCode: ExitCode.failed, cause });
}

function hintOf(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'The disk is full: make room on it, or start with another --data-dir.';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'It must be writable for you: mend its permissions, start with another --data-dir, or with --ephemeral.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open: raise the limit (ulimit -n), then start again.';
    default:
      return 'Check the disk, then start again; or start with another --data-dir.';
  }
}
