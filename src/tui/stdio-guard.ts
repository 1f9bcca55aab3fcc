/** Pieces of what libraries wrote while the screen was up; the oldest go first. */
const limit = 200;

type Write = typeof process.stdout.write;

/**
 * While the screen is up nothing but Ink may write to the terminal: a line of some library would end up in the middle
 * of the frame. It is kept, told to who listens, and can be shown when the screen has closed.
 */
export class StdioGuard {
  /** The terminal, for Ink alone. */
  readonly screen: typeof process.stdout;
  readonly #pieces: string[] = [];
  readonly #listeners = new Set<(text: string) => void>();
  readonly #writes = { stdout: process.stdout.write, stderr: process.stderr.write };

  constructor() {
    const write = this.#writes.stdout.bind(process.stdout);
    this.screen = new Proxy(process.stdout, {
      get(target, name) {
        if (name === 'write') return write;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  start(): void {
    process.stdout.write = this.#keep;
    process.stderr.write = this.#keep;
  }

  stop(): readonly string[] {
    process.stdout.write = this.#writes.stdout;
    process.stderr.write = this.#writes.stderr;
    return this.#pieces;
  }

  /** Calls `listener` with what was written so far and with all that follows, until the function returned is called. */
  onWritten(listener: (text: string) => void): () => void {
    for (const text of this.#pieces) listener(text);
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  readonly #keep: Write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    if (text !== '') {
      this.#pieces.push(text);
      if (this.#pieces.length > limit) this.#pieces.shift();
      for (const listener of this.#listeners) listener(text);
    }
    const done = rest.find(argument => typeof argument === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
}
