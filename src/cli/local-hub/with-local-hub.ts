import { AppError, ExitCode } from '../../lib/errors.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { loadLocalConfig } from '../settings/local-config.ts';
import type { CallableHub } from './hub-call.ts';

/** What a command does to the hub: with `--read-only` it may only look. */
export type Intent = 'reads' | 'writes';
type Act = (hub: CallableHub) => Promise<void>;

/** A data directory's hub: the one that runs on it, else one for as long as the act lasts. Throws AppError. */
export async function withLocalHub(flags: ConnectionFlags, intent: Intent, act: Act): Promise<void> {
  const dataDir = directoryFor(flags, intent);
  const { readRunningHub } = await import('../../hub/data-directory/running-hub.ts');
  const running = await readRunningHub(dataDir);
  if (running !== undefined) return act(running);
  const { startHub } = await import('../../hub/hub.ts');
  const hub = await startHub({ dataDir });
  try {
    await act(hub);
  } finally {
    await hub.stop();
  }
}

/** The hub that runs on a data directory. Throws AppError when none does: what it would be told ends with it. */
export async function withRunningHub(flags: ConnectionFlags, intent: Intent, act: Act): Promise<void> {
  const dataDir = directoryFor(flags, intent);
  const { readRunningHub } = await import('../../hub/data-directory/running-hub.ts');
  const running = await readRunningHub(dataDir);
  if (running === undefined) {
    throw new AppError(`no hub runs on ${dataDir}`, {
      hint: 'Start one with: twin-tui hub. Name its data directory with --data-dir.',
      exitCode: ExitCode.connection,
    });
  }
  await act(running);
}

/** The data directory that is meant. Throws AppError when there is none, or when it is to be read only. */
export function directoryFor(flags: ConnectionFlags, intent: Intent): string {
  const { dataDir, readOnly } = loadLocalConfig(flags);
  if (dataDir === undefined) {
    const message = '--ephemeral has no meaning here: nothing would be left of it';
    throw new AppError(message, { hint: 'Leave it out.', exitCode: ExitCode.usage });
  }
  if (readOnly && intent === 'writes') refuseWrite('nothing was changed');
  return dataDir;
}

export function refuseWrite(consequence: string): never {
  throw new AppError(`this session is read-only: ${consequence}`, {
    hint: 'Start again without --read-only (or readOnly in the settings file).',
    exitCode: ExitCode.connection,
  });
}
