import type { Activity, Identity } from '../state/identity.ts';
import { readStoredTwin, type StoredTwin } from '../twins/stored-twin.ts';
import { twinEndJson, twinHeadJson } from '../twins/twin-json.ts';

const [comma, quote, dollar] = [0x2c, 0x22, 0x24];

/** Bytes up to which it is faster to write a part with the text before it than to copy it by itself. */
const short = 256;

/** Gathers the rows of one page as a JSON array in UTF-8. */
export class PageWriter {
  #bytes: Buffer;
  #used = 0;
  /** Text that is to stand before what is copied next: to write is a call into the runtime, so it is done seldom. */
  #ahead = '';
  /** Whether what is ahead may hold more than ASCII, which is written faster. */
  #isUtf8 = false;
  #rows = 0;

  /** `size`: bytes that the page will most likely take; to grow means to copy what there is. */
  constructor(size = 1 << 14) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  get rows(): number {
    return this.#rows;
  }

  row(json: string): void {
    this.#separate();
    this.#ahead += json;
    this.#isUtf8 = true;
    this.#flush();
  }

  /** A row as it was written once. */
  written(row: Buffer): void {
    this.#separate();
    this.#copy(row, 0, row.length);
  }

  /**
   * A twin copied from its stored text, only what is mirrored of the identity made anew. Returns what was written, good
   * until the next call; undefined when the text cannot be copied.
   */
  storedTwin(text: Buffer, identity: Identity, activity: Activity): Buffer | undefined {
    const stored = readStoredTwin(text);
    if (stored === undefined) return undefined;
    this.#separate();
    const start = this.#used + this.#ahead.length;
    this.#ahead += twinHeadJson(stored.head, identity, activity);
    this.#isUtf8 = identity.statusReason !== null || stored.head.modelId !== '""';
    this.#optional('tags', text, stored.latin1, stored.tags);
    this.#optional('configurations', text, stored.latin1, stored.configurations);
    this.#ahead += '"properties":{"desired":';
    this.#section(text, stored.desired);
    this.#ahead += ',"reported":';
    this.#section(text, stored.reported);
    this.#ahead += `},${twinEndJson(identity)}`;
    this.#flush();
    return this.#bytes.subarray(start, this.#used);
  }

  end(): Buffer {
    this.#ahead += this.#rows === 0 ? '[]' : ']';
    this.#flush();
    return this.#bytes.subarray(0, this.#used);
  }

  #separate(): void {
    this.#ahead += this.#rows++ === 0 ? '[' : ',';
  }

  #optional(name: string, text: Buffer, latin1: string, [start, end]: StoredTwin['tags']): void {
    if (end - start === 2) return;
    this.#ahead += `"${name}":`;
    if (end - start > short || this.#isUtf8) this.#copy(text, start, end);
    else this.#ahead += latin1.slice(start, end);
    this.#ahead += ',';
  }

  /** Copied as it is stored, `{…},"metadata":{…}`, and made `{…,"$metadata":{…}` where it stands: as many bytes. */
  #section(text: Buffer, { values, metadata, version }: StoredTwin['desired']): void {
    if (values[1] - values[0] === 2) {
      this.#ahead += '{"$metadata":';
      this.#copy(text, metadata[0], metadata[1]);
    } else {
      this.#copy(text, values[0], metadata[1]);
      const behindValues = this.#used - (metadata[1] - values[1]);
      this.#bytes[behindValues - 1] = comma;
      this.#bytes[behindValues] = quote;
      this.#bytes[behindValues + 1] = dollar;
    }
    this.#ahead += `,"$version":${version}}`;
  }

  #copy(from: Buffer, start: number, end: number): void {
    this.#flush();
    this.#reserve(end - start);
    this.#used += from.copy(this.#bytes, this.#used, start, end);
  }

  #flush(): void {
    this.#reserve(this.#ahead.length * (this.#isUtf8 ? 3 : 1));
    this.#used += this.#bytes.write(this.#ahead, this.#used, this.#isUtf8 ? 'utf8' : 'latin1');
    this.#ahead = '';
    this.#isUtf8 = false;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const next = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + bytes));
    this.#bytes.copy(next, 0, 0, this.#used);
    this.#bytes = next;
  }
}
