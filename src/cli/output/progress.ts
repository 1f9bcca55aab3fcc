const width = 24;
/** Milliseconds between two counts. */
const pause = 100;

/** A line of stderr that is written over as work goes on; nothing where stderr is no terminal. */
export class Progress {
  #shown = false;
  #countedAt = Number.NEGATIVE_INFINITY;

  update(done: number, total: number, text: string): void {
    if (!process.stderr.isTTY) return;
    const filled = total === 0 ? 0 : Math.round((done / total) * width);
    process.stderr.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total} ${text}`);
    this.#shown = true;
  }

  /** Of work whose end is not known; where stdout is a terminal too, what is printed there shows that it goes on. */
  count(done: number, text: string): void {
    if (!process.stderr.isTTY || process.stdout.isTTY || performance.now() - this.#countedAt < pause) return;
    this.#countedAt = performance.now();
    process.stderr.write(`\r\u001b[K${done} ${text}`);
    this.#shown = true;
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
