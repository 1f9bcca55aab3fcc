import { AppError, ExitCode } from '../../lib/errors.ts';

/** Settings that cannot be used: without them the wrong hub would be asked, so nothing is. */
export function settingsError(message: string, hint: string): AppError {
  return new AppError(message, { hint, exitCode: ExitCode.connection });
}
