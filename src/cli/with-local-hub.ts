import { AppError, ExitCode } from '../lib/errors.ts';
import type { ConnectionFlags } from './config.ts';
import { defaultDataDirectory } from './data-directory.ts';
import type { CallableHub } from './hub-call.ts';
import { refuseRealHub } from './no-real-hub.ts';

/** A data directory's hub: the one that runs on it, else one for as long as the act lasts. Throws AppError. */
export async function withLocalHub(flags: ConnectionFlags, act: (hub: CallableHub) => Promise<void>): Promise<void> {
  const dataDir = directoryOf(flags);
  const { readRunningHub } = await import('../hub/data-directory/running-hub.ts');
  const running = await readRunningHub(dataDir);
  if (running !== undefined) return act(running);
  const { startHub } = await import('../hub/hub.ts');
  const hub = await startHub({ dataDir });
  try {
    await act(hub);
  } finally {
    await hub.stop();
  }
}

/** The hub that runs on a data directory. Throws AppError when none does: what it would be told ends with it. */
export async function withRunningHub(flags: ConnectionFlags, act: (hub: CallableHub) => Promise<void>): Promise<void> {
  const dataDir = directoryOf(flags);
  const { readRunningHub } = await import('../hub/data-directory/running-hub.ts');
  const running = await readRunningHub(dataDir);
  if (running === undefined) {
    throw new AppError(`no hub runs on ${dataDir}`, {
      hint: 'Start one with: twin-tui hub. Name its data directory with --data-dir.',
      exitCode: ExitCode.connection,
    });
  }
  await act(running);
}

export function directoryOf(flags: ConnectionFlags): string {
  refuseRealHub(flags);
  const { ephemeral, dataDir } = flags;
  if (ephemeral) throw usage('--ephemeral has no meaning here: nothing would be left of it');
  return dataDir ?? defaultDataDirectory();
}

function usage(message: string): AppError {
  return new AppError(message, { exitCode: ExitCode.usage });
}
