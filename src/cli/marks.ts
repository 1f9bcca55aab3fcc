const wanted = Boolean(process.env.TWIN_TUI_MARKS);

/**
 * With TWIN_TUI_MARKS set, tells on stderr at the end when each step of the start was reached: ms since the process
 * began.
 */
export function mark(name: string): void {
  if (!wanted) return;
  const at = performance.now();
  process.once('exit', () => process.stderr.write(`${at.toFixed(1).padStart(8)} ms  ${name}\n`));
}
