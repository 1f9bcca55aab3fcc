import { frameHeaderBytes, sealFrame } from './frame.ts';
import { changeHeaderBytes, longestKey, type StoredKind, writeChangeHeader } from './stored-change.ts';

const firstCapacity = 64 * 1024;
/** One by one 16 characters take 31 ns, by a call of the runtime 46; 24 take 53. */
const shortText = 16;

type Text = string | Buffer;
const nothing: readonly Text[] = [];

/** Changes on their way into one frame, encoded as they come into a buffer that is used again and again. */
export class FrameWriter {
  #bytes = Buffer.allocUnsafeSlow(firstCapacity);
  #end = frameHeaderBytes;

  /** Bytes of the frame so far, header included. */
  get length(): number {
    return this.#end;
  }

  get isEmpty(): boolean {
    return this.#end === frameHeaderBytes;
  }

  /**
   * Returns how many bytes the value's text takes, which `lent` gives. The text may come in pieces; undefined deletes the
   * key.
   */
  add(kind: StoredKind, key: string, json: Text | readonly Text[] | undefined): number {
    const pieces = json === undefined ? nothing : Array.isArray(json) ? (json as readonly Text[]) : [json as Text];
    // UTF-8 takes at most three bytes for a UTF-16 unit.
    let room = changeHeaderBytes + key.length * 3;
    for (const piece of pieces) room += typeof piece === 'string' ? piece.length * 3 : piece.length;
    this.#reserve(room);
    const start = this.#end;
    const keyBytes = this.#put(key, start + changeHeaderBytes);
    if (keyBytes > longestKey) throw new RangeError(`a key of ${keyBytes} bytes is longer than the store takes`);
    const valueStart = start + changeHeaderBytes + keyBytes;
    let end = valueStart;
    for (const piece of pieces) end += this.#put(piece, end);
    writeChangeHeader(this.#bytes, start, kind, keyBytes, json === undefined ? undefined : end - valueStart);
    this.#end = end;
    return end - valueStart;
  }

  /** The text that was added last, of so many bytes; it stays as it is until the frame is cleared. */
  lent(bytes: number): Buffer {
    return this.#bytes.subarray(this.#end - bytes, this.#end);
  }

  /** Forgets what was added since the frame had this length. */
  rewind(length: number): void {
    this.#end = length;
  }

  /** The finished frame; it must be written before this writer is used again. */
  seal(sequence: number): Buffer {
    const frame = this.#bytes.subarray(0, this.#end);
    sealFrame(frame, sequence);
    return frame;
  }

  clear(): void {
    this.#end = frameHeaderBytes;
    // One huge frame must not hold its memory for ever.
    if (this.#bytes.length > 16 * 1024 * 1024) this.#bytes = Buffer.allocUnsafeSlow(firstCapacity);
  }

  /** Returns the bytes it takes. */
  #put(piece: Text, offset: number): number {
    if (typeof piece === 'string')
      return piece.length > shortText ? this.#bytes.write(piece, offset) : this.#type(piece, offset);
    this.#bytes.set(piece, offset);
    return piece.length;
  }

  /** Character by character, until one is found that is not ASCII. */
  #type(text: string, offset: number): number {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return this.#bytes.write(text, offset);
      this.#bytes[offset + index] = code;
    }
    return text.length;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
