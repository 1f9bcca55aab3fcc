import { mouseOff, mouseOn } from '../terminal/terminal-event.ts';

type Terminal = { readonly write: (text: string) => unknown };

/** Another program has its own wishes; when it is done, or could not even start, ours hold again. */
export async function withoutMouse(terminal: Terminal, isOn: boolean, work: () => Promise<void>): Promise<void> {
  if (!isOn) return work();
  terminal.write(mouseOff);
  try {
    await work();
  } finally {
    terminal.write(mouseOn);
  }
}
