import { join } from 'node:path';
import { AppError, ExitCode } from '../../lib/errors.ts';
import type { OpenedSession } from '../../tui/app/starting-app.tsx';
import type { StartingSession } from '../../tui/app/starting-props.ts';
import { mark } from '../marks.ts';
import { type Config, type ConnectionFlags, loadConfig } from '../settings/config.ts';
import { defaultDataDirectory } from '../settings/data-directory.ts';
import { handOverSkeleton, isReaderWanted } from '../skeleton.ts';

/** The options that only the screen has. */
export type ScreenFlags = { readonly theme?: 'dark' | 'light'; readonly screenReader?: boolean };

/** `twin-tui`: the screen. Throws AppError (exit 2) where there is no terminal to draw on. */
export async function openScreen(flags: ConnectionFlags & ScreenFlags): Promise<void> {
  requireTerminal();
  const config = loadConfig(flags);
  mark('settings read');
  const { startScreen } = await import('../../tui/start.tsx');
  mark('screen loaded');
  let opening: Promise<Opened> | undefined;
  const open = () => {
    opening ??= openSession(config, flags);
    return opening;
  };
  const { theme, screenReader = isReaderWanted(process.env) } = flags;
  const session = startingSession(config);
  try {
    process.exitCode = await startScreen({ session, open, onTaken: handOverSkeleton, theme, screenReader });
  } finally {
    const opened = await opening?.catch(() => undefined);
    opened?.device.close();
    await opened?.close();
  }
}

type Opened = OpenedSession & { readonly close: () => Promise<void> };

/** What the first frame shows. */
function startingSession({ hub, deviceId, transport, readOnly }: Config): StartingSession {
  const locked = readOnly || hub.kind === 'real';
  const label = hub.kind === 'local' ? 'local hub' : ((hub.service ?? hub.login ?? hub.device)?.hostName ?? '');
  return { kind: hub.kind, label, locked, deviceId, transport };
}

/**
 * Opens both clients, the device on its way online, and the queries of earlier sessions. The hub starts in its own
 * thread while this one loads what connects the device. Called after the first frame, which would come 10 ms later
 * otherwise.
 */
async function openSession(config: Config, flags: ConnectionFlags): Promise<Opened> {
  mark('first frame painted');
  const { openConnection } = await import('../open-connection.ts');
  const opening = openConnection(config, 'screen');
  opening.catch(() => {});
  const { openQueries } = await import('../../tui/query/history/session-queries.ts');
  const { SimulatedDevice } = await import('../../clients/simulated-device/simulated-device.ts');
  const queryFile = queryFileOf(flags);
  const queries = queryFile === undefined ? undefined : await openQueries(queryFile);
  // Loaded while the hub starts; the device needs it as soon as that is there.
  await import('../../clients/device/sdk-session.ts');
  const { goOnline } = await import('../go-online.ts');
  mark('clients loaded');
  const { connection, close } = await opening;
  mark('hub reached');
  const device = new SimulatedDevice({ client: connection.device({ deviceId: config.deviceId }) });
  void goOnline(connection, device.client);
  return { connection, device, queries, close };
}

/** Where queries are kept. They are the person's and not the hub's, so those of a real hub are kept here as well. */
function queryFileOf({ ephemeral, dataDir }: ConnectionFlags): string | undefined {
  return ephemeral ? undefined : join(dataDir ?? defaultDataDirectory(), 'queries.json');
}

function requireTerminal(): void {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (isTerminal && process.env.TERM === 'dumb') {
    throw new AppError('TERM is dumb: such a terminal cannot draw the screen', {
      hint: 'Where it can, set TERM to what it is, such as xterm-256color; or use: twin-tui hub, query, twin (see --help)',
      exitCode: ExitCode.usage,
    });
  }
  if (isTerminal) return;
  throw new AppError(
    'the screen needs a terminal; without one use: twin-tui hub, query, twin, device, method, job, configuration or doctor (see --help)',
    { exitCode: ExitCode.usage },
  );
}
