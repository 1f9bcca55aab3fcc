/** A mode the terminal is put into while the screen is up, and the one it had before. */
export type TerminalMode = { readonly begin: string; readonly end: string };

/** Clicks and wheel, in the form without a limit of columns. */
export const mouseMode: TerminalMode = { begin: '\u001b[?1000h\u001b[?1006h', end: '\u001b[?1006l\u001b[?1000l' };

/**
 * No line goes on in the next one. Terminals disagree on how many cells an emoji of several characters has: where one
 * takes it for wider than we do, its row alone looks odd, and the screen does not scroll away. DECAWM
 */
export const noWrapMode: TerminalMode = { begin: '\u001b[?7l', end: '\u001b[?7h' };
