import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { AppError, ExitCode, messageOf } from '../lib/errors.ts';
import { linesOf } from '../lib/lines.ts';
import { Progress } from './output/progress.ts';

/**
 * The lines of an export, from a file or, for `-`, from stdin, until the signal is aborted. Rejects with AppError when
 * the file cannot be read.
 */
export async function importSource(file: string, signal: AbortSignal): Promise<AsyncIterable<string>> {
  try {
    if (file !== '-') await access(file, constants.R_OK);
  } catch (error) {
    throw new AppError(`cannot read the export: ${messageOf(error)}`, {
      hint: 'Name a file that "twin-tui hub export" has made, or - for stdin.',
      exitCode: ExitCode.usage,
    });
  }
  return readLines(file, signal);
}

/** Reading begins with the first line asked for. */
async function* readLines(file: string, signal: AbortSignal): AsyncGenerator<string, void, void> {
  signal.throwIfAborted();
  const input = file === '-' ? process.stdin : createReadStream(file);
  // Stdin may never end, so the signal must end the reading.
  const end = () => void input.destroy(signal.reason);
  signal.addEventListener('abort', end);
  // The length of what comes on stdin is not known.
  const total = file === '-' ? 0 : (await stat(file)).size;
  const progress = new Progress();
  let [done, shown] = [0, 0];
  try {
    for await (const line of linesOf(input)) {
      done += Buffer.byteLength(line) + 1;
      if (total > 0 && done - shown > total / steps) {
        progress.update(inKilobytes(done), inKilobytes(total), 'kB imported');
        shown = done;
      }
      yield line;
    }
  } finally {
    signal.removeEventListener('abort', end);
    progress.end();
  }
}

/** How often the bar is drawn. */
const steps = 100;

function inKilobytes(bytes: number): number {
  return Math.ceil(bytes / 1_000);
}
