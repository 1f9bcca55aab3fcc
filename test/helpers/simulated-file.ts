/** What a disk writes at once; a power failure leaves each wholly old or wholly new. */
export const sectorBytes = 512;

/** A file as its readers see it, and as it would be found after the power failed. */
export class SimulatedFile {
  #seen: Buffer;
  #durable: Buffer;
  /** Numbers of the sectors that were written since they were last on the disk. */
  readonly #dirty = new Set<number>();
  #isLengthDirty = false;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#seen = content;
    this.#durable = Buffer.from(content);
  }

  /** What a process that starts while the machine stays on finds. */
  get seen(): Buffer {
    return this.#seen;
  }

  read(into: Buffer, position: number): number {
    return this.#seen.copy(into, 0, position);
  }

  write(bytes: Buffer, position: number): void {
    const end = position + bytes.length;
    if (end > this.#seen.length) this.#resize(end);
    bytes.copy(this.#seen, position);
    this.#soil(position, end);
  }

  truncate(length: number): void {
    this.#resize(length);
    // What is left of the last sector is written anew, with zeros behind the end.
    if (length > 0) this.#soil(length - 1, length);
  }

  sync(): void {
    this.#durable = this.#mixed(this.#seen.length, () => true);
    this.#settle();
  }

  /** As Linux does it: the error is told once, and what could not be written counts as written from then on. */
  failSync(): void {
    this.#settle();
  }

  /** What is found after the power failed; of what was not synced, that which `isWritten` picks. */
  afterPowerFailure(isWritten: () => boolean): Buffer {
    const isLonger = this.#isLengthDirty && isWritten();
    return this.#mixed(isLonger ? this.#seen.length : this.#durable.length, isWritten);
  }

  #settle(): void {
    this.#dirty.clear();
    this.#isLengthDirty = false;
  }

  #resize(length: number): void {
    const content = Buffer.alloc(length);
    this.#seen.copy(content);
    this.#seen = content;
    this.#isLengthDirty = true;
    for (const sector of this.#dirty) if (sector * sectorBytes >= length) this.#dirty.delete(sector);
  }

  #soil(from: number, to: number): void {
    for (let sector = Math.floor(from / sectorBytes); sector * sectorBytes < to; sector++) this.#dirty.add(sector);
  }

  /** The durable content, cut or filled up with zeros, with the dirty sectors that are picked. */
  #mixed(length: number, isWritten: () => boolean): Buffer {
    const content = Buffer.alloc(length);
    this.#durable.copy(content);
    for (const sector of this.#dirty) {
      const start = sector * sectorBytes;
      if (start < length && isWritten()) this.#seen.copy(content, start, start, start + sectorBytes);
    }
    return content;
  }
}
