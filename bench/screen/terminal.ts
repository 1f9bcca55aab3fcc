import { type IPty, spawn } from '@lydell/node-pty';

/** Ink, and our raw writer, close every frame with the end of a synchronised update. */
const frameEnd = '\u001b[?2026l';

export type KeyTime = { readonly milliseconds: number; readonly bytes: number };

export type TerminalOptions = {
  readonly program: string;
  readonly parameters?: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly env?: { readonly [name: string]: string };
};

/** A pseudo-terminal that only counts frames: a parser in this process would take part in what is measured. */
export class FrameTerminal {
  readonly #pty: IPty;
  readonly #ended: Promise<void>;
  #output = '';
  #frames = 0;
  #onFrame: (() => void) | undefined;

  constructor({ program, parameters = [], columns, rows, env = {} }: TerminalOptions) {
    const { PATH = '', HOME = '' } = process.env;
    this.#pty = spawn(process.execPath, [program, ...parameters], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      env: { PATH, HOME, TERM: 'xterm-256color', LANG: 'C.UTF-8', FORCE_COLOR: '1', ...env },
    });
    this.#pty.onData(data => this.#read(data));
    this.#ended = new Promise(resolve => this.#pty.onExit(() => resolve()));
  }

  get pid(): number {
    return this.#pty.pid;
  }

  get frames(): number {
    return this.#frames;
  }

  #read(data: string): void {
    // A marker may lie across two chunks.
    const from = Math.max(0, this.#output.length - frameEnd.length + 1);
    this.#output += data;
    for (let at = this.#output.indexOf(frameEnd, from); at >= 0; at = this.#output.indexOf(frameEnd, at + 1)) {
      this.#frames++;
      this.#onFrame?.();
    }
  }

  /** Waits until the program has written the text. */
  async wrote(text: string, seconds = 30): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!this.#output.includes(text)) {
      if (performance.now() > deadline)
        throw new Error(
          `waited ${seconds} s for ${JSON.stringify(text)}; it wrote ${JSON.stringify(this.#output.slice(-2000))}`,
        );
      await pause(10);
    }
  }

  write(keys: string): void {
    this.#pty.write(keys);
  }

  /** From the key to the end of the next frame; undefined when none came within a second. */
  async press(key: string): Promise<KeyTime | undefined> {
    this.#output = '';
    const start = performance.now();
    const framed = new Promise<number>(resolve => {
      this.#onFrame = () => resolve(performance.now() - start);
    });
    this.#pty.write(key);
    const milliseconds = await Promise.race([framed, pause(1000)]);
    this.#onFrame = undefined;
    return milliseconds === undefined ? undefined : { milliseconds, bytes: Buffer.byteLength(this.#output) };
  }

  /** Milliseconds from the key until the program has written the text. */
  async pressUntil(key: string, text: string): Promise<number> {
    this.#output = '';
    const start = performance.now();
    const shown = new Promise<number>(resolve => {
      this.#onFrame = () => {
        if (this.#output.includes(text)) resolve(performance.now() - start);
      };
    });
    this.#pty.write(key);
    const milliseconds = await Promise.race([shown, pause(5000)]);
    this.#onFrame = undefined;
    if (milliseconds === undefined) throw new Error(`${JSON.stringify(text)} was not shown within 5 s of the key`);
    return milliseconds;
  }

  async close(): Promise<void> {
    this.#pty.kill('SIGTERM');
    const isOver = await Promise.race([this.#ended.then(() => true), pause(3000)]);
    if (!isOver) this.#pty.kill('SIGKILL');
    await this.#ended;
  }
}

export function pause(milliseconds: number): Promise<undefined> {
  return new Promise(resolve => setTimeout(resolve, milliseconds, undefined));
}
