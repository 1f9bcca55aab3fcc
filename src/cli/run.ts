import { AppError, ExitCode } from '../lib/errors.ts';
import { mark } from './marks.ts';
import { endWithOutput } from './output/closed-pipe.ts';
import { reportError } from './report-error.ts';
import { eraseSkeleton } from './skeleton.ts';

/**
 * Runs one command line, without the program's name. What went wrong is told on stderr and by the process's exit code
 * (design.md section 4); it never throws.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  endWithOutput(process.stdout, 'stdout');
  endWithOutput(process.stderr, 'stderr');
  try {
    if (parameters.length === 0) await openScreen();
    else await parse(parameters);
  } catch (error) {
    eraseSkeleton();
    process.exitCode = exitCodeOf(error);
    // Commander has told of its own errors already.
    if (commanderCode(error) === undefined) reportError(error, process.stderr);
  }
}

/**
 * `twin-tui` alone has no options to parse, so this start, the most frequent one, does not wait for Commander to load.
 */
async function openScreen(): Promise<void> {
  const { openScreen: open } = await import('./actions/screen.ts');
  await open({});
}

async function parse(parameters: readonly string[]): Promise<void> {
  const { createProgram } = await import('./program.ts');
  mark('commands loaded');
  await createProgram().parseAsync(parameters, { from: 'user' });
}

function exitCodeOf(error: unknown): number {
  if (error instanceof AppError) return error.exitCode;
  const code = commanderCode(error);
  if (code === undefined) return ExitCode.failed;
  return code === 0 ? ExitCode.done : ExitCode.usage;
}

/** The exit code of an error of Commander's, told by its name for it, as Commander itself may not be loaded. */
function commanderCode(error: unknown): number | undefined {
  const { code, exitCode } = error as { readonly code?: unknown; readonly exitCode?: number };
  return typeof code === 'string' && code.startsWith('commander.') ? exitCode : undefined;
}
