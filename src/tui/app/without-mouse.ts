import { mouseOff, mouseOn } from '../terminal/terminal-event.ts';

type Terminal = { readonly write: (text: string) => unknown };

/** Turns the mouse off while another program has the terminal, and on again when that is done, or could not start. */
export async function withoutMouse(terminal: Terminal, isOn: boolean, work: () => Promise<void>): Promise<void> {
  if (!isOn) return work();
  terminal.write(mouseOff);
  try {
    await work();
  } finally {
    terminal.write(mouseOn);
  }
}
