import { render } from 'ink';
import type { HubConnection } from '../clients/hub-connection.ts';
import type { SimulatedDevice } from '../clients/simulated-device/simulated-device.ts';
import { App } from './app/app.tsx';
import { openQueries } from './query/history/session-queries.ts';
import { StdioGuard } from './stdio-guard.ts';
import { mouseOff } from './terminal/terminal-event.ts';
import { TerminalInput } from './terminal/terminal-input.ts';
import { terminalLook } from './terminal/terminal-look.ts';
import { themeFor, themeOf } from './theme.ts';

export type StartOptions = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  /** Where the prompt keeps its history and favourites; undefined keeps nothing. */
  readonly queryFile?: string | undefined;
  /** Undefined: as the terminal is. */
  readonly theme?: 'dark' | 'light' | undefined;
  /** Lines for a screen reader in the place of the panes. */
  readonly screenReader?: boolean;
};

/** What a shell expects of a process that a signal ended. */
const signalCodes = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 } as const;

/**
 * Takes the terminal, shows the screen until it is left, and gives the terminal back, whatever ends it. Resolves with
 * the exit code; rejects with what went wrong once the alternate screen has closed.
 */
export async function startScreen(options: StartOptions): Promise<number> {
  const { connection, device, queryFile, screenReader = false } = options;
  const theme = options.theme ?? themeOf(process.env.TWIN_TUI_THEME);
  const queries = queryFile === undefined ? undefined : await openQueries(queryFile);
  const guard = new StdioGuard();
  const terminal = new TerminalInput(process.stdin);
  let exitCode = 0;
  let crash: unknown;
  const app = (
    <App
      connection={connection}
      device={device}
      lightTheme={(theme ?? themeFor(process.env).name) === 'light'}
      asksBackground={theme === undefined && !screenReader}
      isRead={screenReader}
      terminal={terminal}
      look={terminalLook(process.env, process.stdout.getColorDepth())}
      queries={queries}
      onQuit={() => leave(0)}
      onForceQuit={() => leave(0)}
    />
  );
  guard.start();
  const screen = render(app, {
    stdin: terminal,
    // What was told stays in the scrollback, where it can be read again.
    alternateScreen: !screenReader,
    isScreenReaderEnabled: screenReader,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // What changes by itself is paced where it is read, and a key is never made to wait.
    maxFps: 1000,
  });
  const leave = (code: number, error?: unknown) => {
    exitCode = code;
    crash ??= error;
    screen.unmount();
  };
  const onCrash = (error: unknown) => leave(1, error);
  const signals = Object.entries(signalCodes).map(([name, code]) => ({ name, stop: () => leave(code) }));
  for (const { name, stop } of signals) process.once(name, stop);
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);
  try {
    await screen.waitUntilExit();
  } catch (error) {
    crash ??= error;
  } finally {
    for (const { name, stop } of signals) process.off(name, stop);
    process.off('uncaughtException', onCrash);
    process.off('unhandledRejection', onCrash);
    guard.stop();
    // However the screen ended: a terminal that goes on telling of the mouse fills the shell with it.
    process.stdout.write(mouseOff);
  }
  if (crash !== undefined) throw crash;
  return exitCode;
}
