import type { Readable } from 'node:stream';

/**
 * Lines of text that arrives in pieces, ended by `\n`. Not `node:readline`: in newer Nodes (seen in 24) that ends a
 * line at U+2028 too, which is an ordinary character inside JSON.
 */
export class LineSplitter {
  #rest: string[] = [];

  /** The lines that this piece ends. */
  push(piece: string): readonly string[] {
    const lines = piece.split('\n');
    const rest = lines.pop()!;
    if (lines.length > 0) {
      lines[0] = this.end() + lines[0];
    }
    if (rest !== '') this.#rest.push(rest);
    return lines.map(line => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  /** What came after the last end of a line. */
  end(): string {
    const rest = this.#rest.join('');
    this.#rest = [];
    return rest;
  }
}

/** The lines of a stream of UTF-8, the last one too when nothing ends it. */
export async function* linesOf(input: Readable): AsyncGenerator<string, void, void> {
  const splitter = new LineSplitter();
  input.setEncoding('utf8');
  for await (const piece of input) yield* splitter.push(piece as string);
  const last = splitter.end();
  if (last !== '') yield last;
}
