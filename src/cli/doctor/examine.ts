import { openConnection } from '../open-connection.ts';
import type { Config } from '../settings/config.ts';
import { attempt } from './attempt.ts';
import { examineNetwork } from './examine-network.ts';
import { examineRights } from './examine-rights.ts';
import { type Finding, ok } from './finding.ts';
import { tellSettings } from './tell-settings.ts';

/**
 * Looks at a connection step by step, from the settings to the rights. Ends where the next step needs the one that
 * failed. A signal ends what is under way.
 */
export async function* examine(resolve: () => Config, signal?: AbortSignal): AsyncGenerator<Finding, void, void> {
  const config = await attempt('settings', async () => resolve());
  if (config.finding) yield config.finding;
  if (config.value === undefined) return;
  yield* tellSettings(config.value);
  const opened = await attempt('hub', () => openConnection(config.value!, 'command', signal));
  if (opened.finding) yield opened.finding;
  if (opened.value === undefined) return;
  const { connection, close } = opened.value;
  signal?.addEventListener('abort', () => void close(), { once: true });
  try {
    const reached = yield* examineNetwork(connection, config.value, signal);
    if (!reached) return;
    if (connection.hasService) yield* examineRights(connection);
    else yield ok('key', 'not tried: a connection with it would end the one that the device may have');
  } finally {
    await close();
  }
}
