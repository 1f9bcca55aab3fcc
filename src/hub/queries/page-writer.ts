import type { Activity, Identity } from '../state/identity.ts';
import { readStoredTwin, type StoredTwin } from '../twins/stored-twin.ts';
import { twinEndJson, twinHeadJson } from '../twins/twin-json.ts';

/** Gathers the rows of one page as a JSON array in UTF-8. */
export class PageWriter {
  #bytes = Buffer.allocUnsafeSlow(1 << 14);
  #used = 0;
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  row(json: string): void {
    this.#separate();
    this.#text(json);
  }

  /** A twin copied from its stored text, only what is mirrored of the identity made anew. False when that cannot be. */
  storedTwin(text: Buffer, identity: Identity, activity: Activity): boolean {
    const stored = readStoredTwin(text);
    if (stored === undefined) return false;
    this.#separate();
    this.#text(twinHeadJson(stored.head, identity, activity));
    this.#optional('"tags":', text, stored.tags);
    this.#optional('"configurations":', text, stored.configurations);
    this.#section('"properties":{"desired":', text, stored.desired);
    this.#section(',"reported":', text, stored.reported);
    this.#text(`},${twinEndJson(identity)}`);
    return true;
  }

  end(): Buffer {
    this.#text(this.#rows === 0 ? '[]' : ']');
    return this.#bytes.subarray(0, this.#used);
  }

  #separate(): void {
    this.#text(this.#rows++ === 0 ? '[' : ',');
  }

  /** Empty ones are left out. */
  #optional(name: string, text: Buffer, [start, end]: StoredTwin['tags']): void {
    if (end - start === 2) return;
    this.#text(name);
    this.#copy(text, start, end);
    this.#text(',');
  }

  #section(name: string, text: Buffer, { values, metadata, version }: StoredTwin['desired']): void {
    this.#text(name);
    this.#copy(text, values[0], values[1] - 1);
    this.#text(values[1] - values[0] === 2 ? '"$metadata":' : ',"$metadata":');
    this.#copy(text, metadata[0], metadata[1]);
    this.#text(`,"$version":${version}}`);
  }

  #copy(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#used += from.copy(this.#bytes, this.#used, start, end);
  }

  #text(text: string): void {
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used);
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const next = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + bytes));
    this.#bytes.copy(next, 0, 0, this.#used);
    this.#bytes = next;
  }
}
