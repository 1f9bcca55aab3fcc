import type { TerminalMode } from '../terminal/terminal-modes.ts';

type Terminal = { readonly write: (text: string) => unknown };

/** Another program has its own wishes; when it is done, or could not even start, ours hold again. */
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
