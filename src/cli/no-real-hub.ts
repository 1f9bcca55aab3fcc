import { AppError, ExitCode } from '../lib/errors.ts';
import type { ConnectionFlags } from './config.ts';

/** For commands of the local hub. Throws AppError (exit 2) when a real one is named. */
export function refuseRealHub({ connectionString, connection, hub, auth }: ConnectionFlags): void {
  const named = { '--connection-string': connectionString, '--connection': connection, '--hub': hub, '--auth': auth };
  for (const [option, value] of Object.entries(named)) {
    if (value === undefined) continue;
    throw new AppError(`this is for the local hub: ${option} has no meaning here`, {
      hint: 'Leave it out; name another local hub with --data-dir.',
      exitCode: ExitCode.usage,
    });
  }
}
