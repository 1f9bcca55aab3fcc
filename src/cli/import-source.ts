import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { AppError, ExitCode, messageOf } from '../lib/errors.ts';

/** The lines of an export, from a file or, for `-`, from stdin. Rejects with AppError when the file cannot be read. */
export async function importSource(file: string): Promise<AsyncIterable<string>> {
  try {
    if (file !== '-') await access(file, constants.R_OK);
  } catch (error) {
    throw new AppError(`cannot read the export: ${messageOf(error)}`, { exitCode: ExitCode.usage });
  }
  return linesOf(file);
}

/** Reading begins with the first line asked for: what `readline` reads before that is lost. */
async function* linesOf(file: string): AsyncGenerator<string, void, void> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}
