/** Rows per block; a scan hands back control between blocks, a column has one array per block. */
export const blockRows = 4096;
export const blockShift = 12;

/** Stands in `shapes` for a row that does not exist. */
export const noShape = -1;

/**
 * A run of rows. The values of a row lie together in `codes` from `starts[row]` on; what a row outgrew is garbage until
 * there is more of it than of values.
 */
export class Block {
  readonly shapes = new Int32Array(blockRows).fill(noShape);
  readonly starts = new Uint32Array(blockRows);
  readonly #lengths = new Uint16Array(blockRows);
  codes = new Int32Array(256);
  rows = 0;
  #used = 0;
  #garbage = 0;

  lengthOf(row: number): number {
    return this.#lengths[row]!;
  }

  /** Writes the first `length` of `codes` as the values of a row. */
  write(row: number, shape: number, codes: Int32Array, length: number): void {
    if (this.shapes[row] === noShape) this.rows++;
    this.shapes[row] = shape;
    if (this.#lengths[row] !== length) this.#place(row, length);
    const start = this.starts[row]!;
    for (let index = 0; index < length; index++) this.codes[start + index] = codes[index]!;
  }

  erase(row: number): void {
    this.rows--;
    this.shapes[row] = noShape;
    this.#garbage += this.#lengths[row]!;
    this.#lengths[row] = 0;
  }

  codesOf(row: number): Int32Array {
    return this.codes.subarray(this.starts[row]!, this.starts[row]! + this.#lengths[row]!);
  }

  #place(row: number, length: number): void {
    this.#garbage += this.#lengths[row]!;
    this.#lengths[row] = 0;
    if (this.#used + length > this.codes.length) this.#makeRoom(length);
    this.starts[row] = this.#used;
    this.#lengths[row] = length;
    this.#used += length;
  }

  /** Compacts; the new array is larger than what lives in it by an eighth, or by what a full block would need. */
  #makeRoom(length: number): void {
    const live = this.#used - this.#garbage + length;
    const perRow = Math.ceil(live / Math.max(1, this.rows));
    const isFilling = this.#garbage * 8 < this.#used;
    const target = isFilling ? Math.min(live * 2, Math.max(perRow * blockRows, live + 64)) : live + (live >> 3);
    const next = new Int32Array(target + 16);
    let used = 0;
    for (let row = 0; row < blockRows; row++) {
      const size = this.#lengths[row]!;
      if (size === 0) continue;
      next.set(this.codesOf(row), used);
      this.starts[row] = used;
      used += size;
    }
    this.codes = next as Int32Array<ArrayBuffer>;
    this.#used = used;
    this.#garbage = 0;
  }

  get bytes(): number {
    return this.codes.byteLength + this.shapes.byteLength + this.starts.byteLength + this.#lengths.byteLength;
  }
}
