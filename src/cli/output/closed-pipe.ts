import type { Writable } from 'node:stream';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { reportError } from '../report-error.ts';

/**
 * A reader such as `head` that has seen enough is no error: the process ends, quietly. Output that cannot be written,
 * as on a full disk, is lost: that is told where it can be, and never ends with 0.
 */
export function endWithOutput(stream: Writable, name: 'stdout' | 'stderr'): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? ExitCode.done);
    if (name === 'stdout') reportError(unwritable(error), process.stderr);
    process.exit(process.exitCode || ExitCode.failed);
  });
}

/** Of stdout, whose rest is lost. */
function unwritable(error: Error): AppError {
  return new AppError(`stdout cannot be written: ${error.message}. What it was to get is not all there.`, {
    hint: 'Make room on the disk, or redirect the output elsewhere.',
  });
}
