import { AppError, ExitCode, messageOf } from '../lib/errors.ts';
import { HubError } from './hub-error.ts';
import type { HubOptions } from './options.ts';

/**
 * What a person is told when a hub does not start because a disk refused something: a full one, one that is read-only,
 * one that fails. Everything else is passed on as it is.
 */
export function startError(error: unknown, { dataDir }: HubOptions): unknown {
  if (error instanceof AppError || !isRefusalOfTheDisk(error)) return error;
  const place = dataDir === undefined ? 'Its temporary directory' : `The data directory ${dataDir}`;
  return new AppError(`The hub cannot start. ${place} cannot be written: ${messageOf(error)}`, {
    hint: 'Make room on the disk and see that it can be written; or choose another with --data-dir.',
    exitCode: ExitCode.failed,
    cause: error,
  });
}

/** Before the hub listens nobody else causes a HubError of the server's kind. */
function isRefusalOfTheDisk(error: unknown): boolean {
  if (error instanceof HubError) return error.status >= 500;
  return error instanceof Error && 'syscall' in error;
}
