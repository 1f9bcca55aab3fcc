import { crc32 } from './crc32.ts';
import { fileHeaderBytes } from './file-header.ts';
import { type FrameHeader, frameHeaderBytes, readFrameHeader } from './frame.ts';
import type { StoreFile } from './store-files.ts';

const chunkBytes = 1024 * 1024;

/**
 * Reads the frames of a file from the first on, as far as they are whole and in sequence. The file's reader stays at
 * `offset`: its end when all is well.
 */
export class FrameReader {
  readonly #file: StoreFile;
  #chunk = Buffer.alloc(0);
  #chunkStart = fileHeaderBytes;
  /** Where the next frame begins, in bytes. */
  offset = fileHeaderBytes;
  /** The number the next frame must have. */
  sequence = 1;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  /** The payload of the next frame, lent until the next call; undefined when there is no whole one. */
  async next(): Promise<Buffer | undefined> {
    await this.#have(frameHeaderBytes);
    const header = readFrameHeader(this.#chunk, this.#position);
    if (header === undefined || header.sequence !== this.sequence) return undefined;
    await this.#have(frameHeaderBytes + header.length);
    const payload = payloadOf(this.#chunk, this.#position, header);
    if (payload === undefined) return undefined;
    this.offset += frameHeaderBytes + header.length;
    this.sequence++;
    return payload;
  }

  get #position(): number {
    return this.offset - this.#chunkStart;
  }

  /** Reads on unless so many bytes from the offset on are there already. */
  async #have(bytes: number): Promise<void> {
    if (this.#chunk.length - this.#position >= bytes) return;
    const chunk = Buffer.allocUnsafeSlow(Math.max(bytes, chunkBytes));
    this.#chunk = chunk.subarray(0, await this.#file.read(chunk, this.offset));
    this.#chunkStart = this.offset;
  }
}

/** Undefined when the payload is not whole, or not what was written. */
export function payloadOf(bytes: Buffer, offset: number, header: FrameHeader): Buffer | undefined {
  const start = offset + frameHeaderBytes;
  if (bytes.length - start < header.length) return undefined;
  const payload = bytes.subarray(start, start + header.length);
  return crc32(payload) === header.crc ? payload : undefined;
}
