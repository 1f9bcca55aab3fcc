import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { AppError, ExitCode, messageOf } from '../lib/errors.ts';

/** The lines of an export, from a file or, for `-`, from stdin. Rejects with AppError when the file cannot be read. */
export async function importSource(file: string): Promise<AsyncIterable<string>> {
  if (file === '-') return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    return (await open(file)).readLines();
  } catch (error) {
    throw new AppError(`cannot read the export: ${messageOf(error)}`, { exitCode: ExitCode.usage });
  }
}
