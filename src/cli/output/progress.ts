const width = 24;

/** A line of stderr that is written over as work goes on; nothing where stderr is no terminal. */
export class Progress {
  #shown = false;

  update(done: number, total: number, text: string): void {
    if (!process.stderr.isTTY) return;
    const filled = total === 0 ? 0 : Math.round((done / total) * width);
    process.stderr.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total} ${text}`);
    this.#shown = true;
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
