const empty: Buffer = Buffer.alloc(0);

/** What a client sent cannot be MQTT, or is larger than the hub takes. */
export class MalformedPacket extends Error {
  override readonly name = 'MalformedPacket';
}

/**
 * Bytes as they arrive, given out as whole packets. Holds nothing while nothing is pending, and at most about twice the
 * largest packet allowed: the length is checked before the body is waited for.
 */
export class InputBuffer {
  #bytes = empty;
  #start = 0;
  #end = 0;
  #isOwn = false;

  push(chunk: Buffer): void {
    if (this.#start === this.#end) {
      this.#bytes = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#isOwn = false;
      return;
    }
    this.#reserve(chunk.length);
    chunk.copy(this.#bytes, this.#end);
    this.#end += chunk.length;
  }

  /**
   * The next whole packet with its fixed header, undefined when there is none yet. It is a view: use it before the next
   * `push`. Throws MalformedPacket when its length is none or beyond `largest` bytes.
   */
  next(largest: number): Buffer | undefined {
    const end = this.#packetEnd(largest);
    if (end === undefined || end > this.#end) {
      this.#settle();
      return undefined;
    }
    const packet = this.#bytes.subarray(this.#start, end);
    this.#start = end;
    return packet;
  }

  /** Of the first packet; undefined when nothing is there. */
  get firstByte(): number | undefined {
    return this.#start < this.#end ? this.#bytes[this.#start] : undefined;
  }

  clear(): void {
    this.#bytes = empty;
    this.#start = 0;
    this.#end = 0;
  }

  /** Where the first packet ends; undefined while its length is not all there. MQTT 3.1.1, 2.2.3. */
  #packetEnd(largest: number): number | undefined {
    let length = 0;
    for (let index = 0, scale = 1; index < 4; index++, scale *= 128) {
      const at = this.#start + 1 + index;
      if (at >= this.#end) return undefined;
      const byte = this.#bytes[at]!;
      length += (byte & 127) * scale;
      if (length > largest) throw new MalformedPacket(`a packet is larger than ${largest} bytes`);
      if (byte < 128) return at + 1 + length;
    }
    throw new MalformedPacket('the length of a packet takes more than four bytes');
  }

  /** A remainder must not keep the large buffer alive that it came in. */
  #settle(): void {
    if (this.#start === this.#end) this.clear();
    else if (!this.#isOwn) this.#own(this.#end - this.#start);
  }

  /** Doubles, so that a packet that comes byte by byte is copied a few times only. */
  #reserve(more: number): void {
    const needed = this.#end - this.#start + more;
    if (this.#isOwn && this.#end + more <= this.#bytes.length) return;
    this.#own(Math.max(needed, 2 * (this.#end - this.#start)));
  }

  #own(capacity: number): void {
    const bytes = Buffer.allocUnsafeSlow(capacity);
    this.#bytes.copy(bytes, 0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#bytes = bytes;
    this.#isOwn = true;
  }
}
