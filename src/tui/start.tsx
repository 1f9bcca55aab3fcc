import { render } from 'ink';
import { escapeUnsafe } from '../lib/escape.ts';
import { type OpenedSession, StartingApp } from './app/starting-app.tsx';
import type { StartingSession } from './app/starting-props.ts';
import { StdioGuard } from './stdio-guard.ts';
import { TerminalInput } from './terminal/terminal-input.ts';
import { terminalLook } from './terminal/terminal-look.ts';
import { mouseMode, noWrapMode } from './terminal/terminal-modes.ts';
import { themeFor, themeOf } from './theme.ts';

export type StartOptions = {
  /** What is shown until `open` is done. */
  readonly session: StartingSession;
  /** Reaches the hub; called once, after the first frame. Its rejection ends the screen. */
  readonly open: () => Promise<OpenedSession>;
  /** Called once signals end the screen: who had the terminal before lets go of it. */
  readonly onTaken?: () => void;
  /** Undefined takes the theme that suits the terminal. */
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
  const { session, open, screenReader = false } = options;
  const theme = options.theme ?? themeOf(process.env.TWIN_TUI_THEME);
  const guard = new StdioGuard();
  const terminal = new TerminalInput(process.stdin);
  let exitCode = 0;
  let crash: unknown;
  const app = (
    <StartingApp
      session={session}
      open={open}
      onFailure={error => leave(1, error)}
      lightTheme={(theme ?? themeFor(process.env).name) === 'light'}
      asksBackground={theme === undefined && !screenReader}
      isRead={screenReader}
      terminal={terminal}
      guard={guard}
      look={terminalLook(process.env, process.stdout.getColorDepth())}
      onQuit={() => leave(0)}
    />
  );
  const leave = (code: number, error?: unknown) => {
    exitCode = code;
    crash ??= error;
    screen.unmount();
  };
  const onCrash = (error: unknown) => leave(1, error);
  const signals = Object.entries(signalCodes).map(([name, code]) => ({
    name,
    stop: () => {
      // Ctrl+C in an editor is the editor's; the terminal sends it to us as well.
      if (name !== 'SIGINT' || !terminal.isLent) leave(code);
    },
  }));
  // The listeners stay after the first signal. Ink has one of its own, added later, which ends the process at once
  // where it finds itself alone.
  for (const { name, stop } of signals) process.on(name, stop);
  options.onTaken?.();
  guard.start();
  // Before Ink reads keys: until then none is echoed into the first frame.
  terminal.setRawMode(true);
  // Lines for a screen reader are as long as what they tell.
  if (!screenReader) guard.screen.write(noWrapMode.begin);
  const screen = render(app, {
    stdin: terminal,
    stdout: guard.screen,
    // Lines for a screen reader stay in the scrollback, where they can be read again.
    alternateScreen: !screenReader,
    isScreenReaderEnabled: screenReader,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // What changes by itself is paced where it is read, and a key is never made to wait.
    maxFps: 1000,
  });
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
    terminal.setRawMode(false);
    const strays = guard.stop();
    // However the screen ended: a terminal that goes on telling of the mouse fills the shell with it, and
    // one that does not wrap hides what is long.
    process.stdout.write(mouseMode.end + (screenReader ? '' : noWrapMode.end));
    if (strays.length > 0) process.stderr.write(straysText(strays));
  }
  if (crash !== undefined) throw crash;
  return exitCode;
}

function straysText(strays: readonly string[]): string {
  const lines = strays.join('').trimEnd().split('\n').map(escapeUnsafe);
  return `written while the screen was up:\n${lines.join('\n')}\n`;
}
