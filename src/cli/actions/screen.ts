import { join } from 'node:path';
import { ClientError } from '../../clients/client-error.ts';
import type { HubConnection } from '../../clients/hub-connection.ts';
import { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { type ConnectionFlags, readDotEnv, resolveConfig } from '../config.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { mark } from '../marks.ts';
import { openConnection } from '../open-connection.ts';
import { handOverSkeleton, isReaderWanted } from '../skeleton.ts';

/** The options that only the screen has. */
export type ScreenFlags = { readonly theme?: 'dark' | 'light'; readonly screenReader?: boolean };

/** `twin-tui`: the screen. Throws AppError (exit 2) where there is no terminal to draw on. */
export async function openScreen(flags: ConnectionFlags & ScreenFlags): Promise<void> {
  requireTerminal();
  const config = resolveConfig(flags, process.env, readDotEnv());
  // The hub starts in its own thread while this one loads what draws the screen and what connects the device.
  const opening = openConnection(config, 'screen');
  opening.catch(() => {});
  mark('settings read');
  const { startScreen } = await import('../../tui/start.tsx');
  await import('../../clients/device/sdk-session.ts');
  mark('screen loaded');
  const { connection, close } = await opening;
  mark('hub reached');
  const device = new SimulatedDevice({ client: connection.device({ deviceId: config.deviceId }) });
  try {
    void goOnline(connection, device);
    handOverSkeleton();
    const { theme } = flags;
    const screenReader = flags.screenReader ?? isReaderWanted(process.env);
    process.exitCode = await startScreen({ connection, device, queryFile: queryFileOf(flags), theme, screenReader });
  } finally {
    device.close();
    await close();
  }
}

/** Queries are the person's, not the hub's: those of a real hub are kept as well. */
function queryFileOf({ ephemeral, dataDir }: ConnectionFlags): string | undefined {
  return ephemeral ? undefined : join(dataDir ?? defaultDataDirectory(), 'queries.json');
}

function requireTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb') return;
  throw new AppError(
    'the screen needs a terminal; without one use: twin-tui hub, query, twin, device, method or doctor (see --help)',
    { exitCode: ExitCode.usage },
  );
}

/** Makes and connects the device at the first start; on a locked hub only a person's key does. */
async function goOnline({ guard, service, kind }: HubConnection, { client }: SimulatedDevice): Promise<void> {
  if (guard.getSnapshot().locked) return;
  const { deviceId } = client.getSnapshot();
  try {
    if (kind === 'local') await service.identities.create({ deviceId });
  } catch (error) {
    if (!(error instanceof ClientError && error.trouble === 'device-exists')) return;
  }
  // A failure is part of the device's state, and shown there.
  await client.connect().catch(() => {});
}
