import { isatty } from 'node:tty';
import { layout } from '../tui/layout.ts';
import { mark } from './marks.ts';

const [enter, leave] = ['\u001b[?1049h\u001b[?25l\u001b[H', '\u001b[?25h\u001b[?1049l'];
const painted = Symbol.for('twin-tui.skeleton');
const endings = { SIGINT: 130, SIGTERM: 143 } as const;

/** Of the process: in the bundle this module is in the main file and in the program that it loads. */
const shared = globalThis as { [painted]?: (() => void) | undefined };

/**
 * Paints the empty panes before anything else is loaded: 150 ms before the first frame. Until `handOverSkeleton` the
 * terminal is given back whatever ends the process.
 */
export function paintSkeleton(): void {
  // `isatty` spares `process.stdin`: making that stream takes 4 ms.
  if (shared[painted] || !isatty(0) || !isatty(1) || process.env.TERM === 'dumb' || isReaderWanted(process.env)) return;
  const { stdout } = process;
  process.on('exit', eraseSkeleton);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  shared[painted] = () => {
    process.off('exit', eraseSkeleton);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  };
  stdout.write(enter + skeletonRows(stdout.columns, stdout.rows).join('\r\n'));
  mark('skeleton painted');
}

/** Whether lines to be read aloud are wanted in the place of panes: Ink's own variable. */
export function isReaderWanted({ INK_SCREEN_READER }: { readonly INK_SCREEN_READER?: string }): boolean {
  return INK_SCREEN_READER === 'true';
}

/** Gives the terminal back, so that a message is seen. Does nothing once the screen has taken over. */
export function eraseSkeleton(): void {
  if (!shared[painted]) return;
  handOverSkeleton();
  process.stdout.write(leave);
}

/** From here on the terminal is the screen's. Ink paints from where the cursor is: not at the top it would scroll. */
export function handOverSkeleton(): void {
  if (shared[painted]) process.stdout.write('\u001b[H');
  shared[painted]?.();
  shared[painted] = undefined;
}

function end(signal: keyof typeof endings): void {
  eraseSkeleton();
  process.exit(endings[signal]);
}

/** The frame without its content, where the screen will draw it. */
export function skeletonRows(columns: number, rows: number): readonly string[] {
  const place = layout(columns, rows, 'device', false);
  if (place.kind === 'too-small') return [];
  const { device, twin, query } = place.areas;
  const upper = place.kind === 'wide' ? beside(pane('1 Device', device), pane('2 Twin', twin)) : [];
  const stacked = place.kind === 'wide' ? [] : [...pane('1 Device', device), ...pane('2 Twin', twin)];
  return [' twin-tui   starting', ...upper, ...stacked, ...pane('3 Query', query)];
}

function pane(title: string, { width, height }: { readonly width: number; readonly height: number }): string[] {
  if (height < 2) return [];
  const inner = width - 2;
  const top = `╭ ${title} ${'─'.repeat(Math.max(0, inner - title.length - 2))}╮`;
  const middle = `│${' '.repeat(inner)}│`;
  return [top, ...Array<string>(height - 2).fill(middle), `╰${'─'.repeat(inner)}╯`];
}

function beside(left: readonly string[], right: readonly string[]): string[] {
  return left.map((row, index) => row + (right[index] ?? ''));
}
