import type { HubConnection } from '../clients/hub-connection.ts';
import { aborted, interruptSignal } from './interrupt.ts';
import { openConnection } from './open-connection.ts';
import { type Config, type ConnectionFlags, loadConfig } from './settings/config.ts';

export type Session = {
  readonly connection: HubConnection;
  readonly config: Config;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
};

/** Connects as the flags and the environment say, acts, and closes whatever was opened, however the act ended. */
export async function withConnection(flags: ConnectionFlags, act: (session: Session) => Promise<void>): Promise<void> {
  const config = loadConfig(flags);
  const { signal, release } = interruptSignal();
  const opening = openConnection(config, 'command', signal);
  try {
    const { connection } = await Promise.race([opening, aborted(signal)]);
    await Promise.race([act({ connection, config, signal }), aborted(signal)]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    release();
    // What was still being opened when Ctrl+C came would be left behind.
    const opened = await opening.catch(() => undefined);
    await opened?.close();
  }
}
