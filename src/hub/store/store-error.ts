import { AppError, ExitCode } from '../../lib/errors.ts';

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
