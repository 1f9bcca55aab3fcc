import type { TerminalMode } from '../terminal/terminal-modes.ts';

type Terminal = { readonly write: (text: string) => unknown };

/** Leaves modes while another program has the terminal, and takes them up again when that is done, or could not start. */
export async function withoutModes(
  terminal: Terminal,
  modes: readonly TerminalMode[],
  work: () => Promise<void>,
): Promise<void> {
  for (const { end } of modes) terminal.write(end);
  try {
    await work();
  } finally {
    for (const { begin } of modes) terminal.write(begin);
  }
}
