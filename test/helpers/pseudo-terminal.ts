import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const root = resolve(import.meta.dirname, '../..');

export type Screen = {
  /** What reads the program's output, for its cells and colours. */
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  /** Of the program's process. */
  readonly pid: number;
  /** What the terminal shows now, a line each, blanks at the ends cut off. */
  lines(): readonly string[];
  text(): string;
  /** Everything the program wrote, as it came. */
  output(): string;
  /** What was wrong with a frame, if ever one was wider or taller than the terminal. */
  brokenFrame(): string | undefined;
  /** Resolves when the condition holds for the shown text; rejects with the screen after `seconds`. */
  waitFor(what: string | RegExp | ((text: string) => boolean), seconds?: number): Promise<void>;
  /** Keys one by one, as a person types; names as in `keys` or plain text. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  kill(signal?: string): void;
  /** Frees the terminal's parser. */
  dispose(): void;
  /** Resolves with the exit code once the program has ended and all it wrote was read. */
  ended: Promise<number>;
};

export type PtyOptions = {
  /** The program: by default its sources; a built file for benches. */
  readonly main?: string;
  /** Another Node than this one. */
  readonly node?: string;
  readonly cwd?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly parameters?: readonly string[];
  readonly env?: { readonly [name: string]: string };
};

const named: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  'shift+tab': '\u001b[Z',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  backspace: '\u007f',
  delete: '\u001b[3~',
  space: ' ',
  home: '\u001b[H',
  end: '\u001b[F',
  'alt+enter': '\u001b\r',
  f1: '\u001bOP',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
};

/** The program in a real pseudo-terminal, read by a real terminal's parser. Whoever asks for it ends it. */
export function spawnScreen(options: PtyOptions = {}): Screen {
  const { columns = 120, rows = 36, parameters = [], env = {}, main, cwd = tmpdir() } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const { PATH = '', HOME = '' } = process.env;
  const loader = main === undefined ? ['--import', import.meta.resolve('tsx'), resolve(root, 'src/main.ts')] : [main];
  const program = [...loader, ...parameters];
  const pty: IPty = spawn(options.node ?? process.execPath, program, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    // From another directory the loader of the sources would not find how JSX is meant.
    env: {
      PATH,
      HOME,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TSX_TSCONFIG_PATH: resolve(root, 'tsconfig.json'),
      ...env,
    },
  });
  let output = '';
  let broken: string | undefined;
  // Afterwards the terminal itself breaks lines anew.
  let isResized = false;
  pty.onData(data => {
    output += data;
    terminal.write(data, () => {
      broken ??= isResized ? undefined : brokenFrame(terminal, data);
    });
  });
  const ended = new Promise<number>(done => pty.onExit(({ exitCode }) => done(exitCode)));
  const lines = () =>
    Array.from(
      { length: terminal.rows },
      (_, index) =>
        terminal.buffer.active.getLine(terminal.buffer.active.viewportY + index)?.translateToString(true) ?? '',
    );
  const text = () => lines().join('\n');
  return {
    terminal,
    pid: pty.pid,
    lines,
    text,
    output: () => output,
    brokenFrame: () => broken,
    async waitFor(what, seconds = 15) {
      const holds = () =>
        typeof what === 'function'
          ? what(text())
          : typeof what === 'string'
            ? text().includes(what)
            : what.test(text());
      const deadline = performance.now() + seconds * 1000;
      while (!holds()) {
        if (performance.now() > deadline)
          throw new Error(`waited ${seconds} s for ${what}; the screen shows\n${text()}`);
        await pause(5);
      }
    },
    press: (...keys) => {
      for (const key of keys)
        pty.write(named[key] ?? (key.startsWith('ctrl+') ? String.fromCharCode(key.charCodeAt(5) & 31) : key));
    },
    type: written => pty.write(written),
    resize(newColumns, newRows) {
      isResized = true;
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    kill: signal => pty.kill(signal),
    dispose: () => terminal.dispose(),
    ended,
  };
}

/** On the screen that takes over the terminal no line may run into the next, and Ink clears all when a frame is too tall. */
function brokenFrame(terminal: InstanceType<typeof xterm.Terminal>, data: string): string | undefined {
  const { active } = terminal.buffer;
  if (active.type !== 'alternate') return undefined;
  if (data.includes('\u001b[3J')) return 'a frame was taller than the terminal';
  for (let row = 0; row < terminal.rows; row++) {
    const line = active.getLine(row);
    if (line?.isWrapped) return `a line was wider than the terminal: ${line.translateToString(true)}`;
  }
  return undefined;
}
