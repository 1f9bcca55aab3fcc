import { openSync, readSync } from 'node:fs';

/** Digits that the length of the list takes at the beginning. */
const digits = 8;

/** All pieces of a program in one text, of ASCII alone: the length of the list of lengths, that list, the pieces. */
export function joinPieces(pieces: ReadonlyMap<string, string>): string {
  const list = JSON.stringify([...pieces].map(([name, { length }]) => [name, length]));
  return `${String(list.length).padStart(digits, '0')}${list}${[...pieces.values()].join('')}`;
}

/** A file of such a text. It stays open: pieces are read as they are asked for, as long as the program runs. */
export class PieceFile {
  readonly path: string;
  readonly #descriptor: number;
  readonly #places = new Map<string, { readonly start: number; readonly length: number }>();

  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, 'r');
    const listLength = Number(this.#text(0, digits));
    let start = digits + listLength;
    for (const [name, length] of JSON.parse(this.#text(digits, listLength)) as [string, number][]) {
      this.#places.set(name, { start, length });
      start += length;
    }
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  read(name: string): string {
    const place = this.#places.get(name);
    if (place === undefined) throw new Error(`${this.path} has no piece ${name}`);
    return this.#text(place.start, place.length);
  }

  #text(start: number, length: number): string {
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#descriptor, bytes, done, length - done, start + done);
      if (read === 0) throw new Error(`${this.path} ends early: the installation is damaged`);
      done += read;
    }
    return bytes.toString('latin1');
  }
}
