/** Where a text lies. */
type Segment = { readonly bytes: Buffer; used: number; garbage: number };

const segmentBytes = 1 << 20;
/** Before each text: the slot it belongs to and its length, so that a segment can be walked. */
const headerBytes = 8;
const nowhere = 0xffffffff;

/**
 * Texts by slot number, in large buffers outside the JavaScript heap. What is written stays where it is until its
 * segment is given up as a whole, so a view of a text stays good for whoever still holds it.
 */
export class TwinArena {
  readonly #segments = new Map<number, Segment>();
  #segmentOf = new Uint32Array(1024);
  #offsetOf = new Uint32Array(1024);
  #current = 0;
  #nextSegment = 0;
  #live = 0;
  #garbage = 0;

  read(slot: number): Buffer {
    const { bytes } = this.#segments.get(this.#segmentOf[slot]!)!;
    const start = this.#offsetOf[slot]! + headerBytes;
    return bytes.subarray(start, start + bytes.readUInt32LE(start - 4));
  }

  /** Writes the text of a new slot, or another one for a slot that had one. */
  write(slot: number, text: Buffer, isNew: boolean): void {
    if (!isNew) this.free(slot);
    this.#append(slot, text);
    if (this.#garbage > segmentBytes * 4 && this.#garbage * 8 > this.#live) this.#compact();
  }

  free(slot: number): void {
    const segment = this.#segments.get(this.#segmentOf[slot]!)!;
    const size = segment.bytes.readUInt32LE(this.#offsetOf[slot]! + 4) + headerBytes;
    segment.garbage += size;
    this.#garbage += size;
    this.#live -= size;
    this.#segmentOf[slot] = nowhere;
  }

  /** Bytes taken from the system. */
  get bytes(): number {
    let sum = this.#segmentOf.byteLength + this.#offsetOf.byteLength;
    for (const segment of this.#segments.values()) sum += segment.bytes.length;
    return sum;
  }

  #append(slot: number, text: Buffer): void {
    const size = text.length + headerBytes;
    const segment = this.#room(size);
    const start = segment.used;
    segment.bytes.writeUInt32LE(slot, start);
    segment.bytes.writeUInt32LE(text.length, start + 4);
    text.copy(segment.bytes, start + headerBytes);
    segment.used += size;
    this.#live += size;
    if (slot >= this.#segmentOf.length) this.#grow(slot);
    this.#segmentOf[slot] = this.#current;
    this.#offsetOf[slot] = start;
  }

  #room(size: number): Segment {
    const current = this.#segments.get(this.#current);
    if (current !== undefined && current.used + size <= current.bytes.length) return current;
    const bytes = Buffer.allocUnsafeSlow(Math.max(segmentBytes, size));
    const segment = { bytes, used: 0, garbage: 0 };
    this.#current = this.#nextSegment++;
    this.#segments.set(this.#current, segment);
    return segment;
  }

  /** Moves what lives in the segment with the most garbage, and gives the segment up. */
  #compact(): void {
    let worst = -1;
    for (const [number, { garbage }] of this.#segments) {
      if (number !== this.#current && garbage > (this.#segments.get(worst)?.garbage ?? 0)) worst = number;
    }
    const segment = this.#segments.get(worst);
    if (segment === undefined) return;
    for (let at = 0; at < segment.used; ) {
      const [slot, length] = [segment.bytes.readUInt32LE(at), segment.bytes.readUInt32LE(at + 4)];
      const isLive = this.#segmentOf[slot] === worst && this.#offsetOf[slot] === at;
      const start = at + headerBytes;
      at = start + length;
      if (!isLive) continue;
      this.#live -= length + headerBytes;
      this.#append(slot, segment.bytes.subarray(start, at));
    }
    this.#garbage -= segment.garbage;
    this.#segments.delete(worst);
  }

  #grow(slot: number): void {
    const length = Math.max(slot + 1, Math.ceil(this.#segmentOf.length * 1.25));
    const [segments, offsets] = [new Uint32Array(length), new Uint32Array(length)];
    segments.set(this.#segmentOf);
    offsets.set(this.#offsetOf);
    this.#segmentOf = segments;
    this.#offsetOf = offsets;
  }
}
