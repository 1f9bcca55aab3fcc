import type { Writable } from 'node:stream';

/** A reader such as `head` that has seen enough is no error: the process ends, quietly. */
export function silenceClosedPipe(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}
