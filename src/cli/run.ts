import { CommanderError } from 'commander';
import { AppError, ExitCode } from '../lib/errors.ts';
import { mark } from './marks.ts';
import { silenceClosedPipe } from './output/closed-pipe.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { eraseSkeleton } from './skeleton.ts';

/**
 * Runs one command line, without the program's name. What went wrong is told on stderr and by the process's exit code
 * (design.md section 4); it never throws.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  silenceClosedPipe(process.stdout);
  silenceClosedPipe(process.stderr);
  mark('commands loaded');
  try {
    await createProgram().parseAsync(parameters, { from: 'user' });
  } catch (error) {
    eraseSkeleton();
    process.exitCode = exitCodeOf(error);
    // Commander has told of its own errors already.
    if (!(error instanceof CommanderError)) reportError(error, process.stderr);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof AppError) return error.exitCode;
  if (!(error instanceof CommanderError)) return ExitCode.failed;
  return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
}
