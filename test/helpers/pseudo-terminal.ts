import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { fitRow, span } from '../../src/tui/text/row.ts';
import { rowText } from './row-text.ts';

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
  /** Whether the frame shown is one made for the terminal as large as it is now. */
  isWhole(): boolean;
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
  /** Whether lines are cut where the program wants that: else one that is too wide runs into the next, and is found. */
  readonly cutsLines?: boolean;
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
  // Until the program has heard of another size, its frames are those of the one before.
  let isSettled = true;
  const clears = new ClearWatch();
  pty.onData(data => {
    output += data;
    terminal.write(options.cutsLines ? data : data.replaceAll('\u001b[?7l', ''), () => {
      if (isSettled) broken ??= clears.sees(output) ? 'a frame was taller than the terminal' : brokenFrame(terminal);
      else if (isWholeFrame(terminal)) {
        isSettled = true;
        clears.startFrom(output.length);
      }
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
    isWhole: () => isWholeFrame(terminal),
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
      isSettled = false;
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    kill: signal => pty.kill(signal),
    dispose: () => terminal.dispose(),
    ended,
  };
}

/** How Ink starts a frame anew: after one that was taller than the terminal, after a resize, and once at its end. */
const clear = '\u001b[1;1H\u001b[J';
const frameStart = '\u001b[?2026h';

/** Looks for a frame that came after the screen had to be cleared: at the end of the program none does. */
class ClearWatch {
  #from = 0;
  #clearedAt = -1;

  sees(output: string): boolean {
    if (this.#clearedAt < 0) {
      this.#clearedAt = output.indexOf(clear, this.#from);
      // A sequence may come in two pieces.
      this.#from = Math.max(this.#from, output.length - clear.length);
    }
    return this.#clearedAt >= 0 && output.includes(frameStart, this.#clearedAt);
  }

  startFrom(at: number): void {
    this.#from = at;
    this.#clearedAt = -1;
  }
}

type Terminal = InstanceType<typeof xterm.Terminal>;

/** On the screen that takes over the terminal no line may run into the next. */
function brokenFrame({ buffer, rows, cols }: Terminal): string | undefined {
  const { active } = buffer;
  if (active.type !== 'alternate') return undefined;
  for (let row = 0; row < rows; row++) {
    const line = active.getLine(row);
    if (line?.isWrapped)
      return `line ${row} of ${rows} ran into the one before, at ${cols} columns: ${line.translateToString(true)}`;
  }
  return undefined;
}

/** The borders end in the last column, on the last line but one; or there is nothing but the size that is needed. */
function isWholeFrame(terminal: Terminal): boolean {
  const { buffer, rows, cols } = terminal;
  const line = (row: number) => buffer.active.getLine(row)?.translateToString(true) ?? '';
  if (buffer.active.type !== 'alternate' || brokenFrame(terminal) !== undefined) return false;
  if (cols < 40 || rows < 12) {
    const needed = rowText(fitRow([span(`twin-tui needs 40×12, here are ${cols}×${rows}`)], cols)).trimEnd();
    return line(0) === needed && (rows < 2 || line(1) === '');
  }
  const bottom = line(rows - 2);
  return line(0).startsWith(' twin-tui') && /^[╰┗].*[╯┛]$/.test(bottom) && bottom.length === cols;
}
