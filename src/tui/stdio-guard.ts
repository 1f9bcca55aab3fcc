/** Lines of what libraries wrote while the screen was up; the oldest go first. */
const limit = 200;

/**
 * While the screen is up nothing but Ink may write to the terminal: a line of some library would end up in the middle
 * of the frame. It is kept, and can be shown when the screen has closed.
 */
export class StdioGuard {
  readonly #lines: string[] = [];
  readonly #write = process.stderr.write;

  start(): void {
    process.stderr.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      this.#lines.push(String(chunk));
      if (this.#lines.length > limit) this.#lines.shift();
      const done = rest.find(argument => typeof argument === 'function') as (() => void) | undefined;
      done?.();
      return true;
    }) as typeof process.stderr.write;
  }

  stop(): readonly string[] {
    process.stderr.write = this.#write;
    return this.#lines;
  }
}
