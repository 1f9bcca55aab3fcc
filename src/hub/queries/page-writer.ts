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
    let before = this.#optional(`${twinHeadJson(stored.head, identity, activity)}"tags":`, text, stored.tags, 7);
    before = this.#optional(`${before}"configurations":`, text, stored.configurations, 17);
    before = this.#section(`${before}"properties":{"desired":`, text, stored.desired);
    before = this.#section(`${before},"reported":`, text, stored.reported);
    this.#text(`${before}},${twinEndJson(identity)}`);
    return true;
  }

  end(): Buffer {
    this.#text(this.#rows === 0 ? '[]' : ']');
    return this.#bytes.subarray(0, this.#used);
  }

  #separate(): void {
    this.#text(this.#rows++ === 0 ? '[' : ',');
  }

  /** Writes what stands before and a member, or cuts the member's name off again; returns what is to be written next. */
  #optional(before: string, text: Buffer, [start, end]: StoredTwin['tags'], nameLength: number): string {
    if (end - start === 2) return before.slice(0, -nameLength);
    this.#text(before);
    this.#copy(text, start, end);
    return ',';
  }

  #section(before: string, text: Buffer, { values, metadata, version }: StoredTwin['desired']): string {
    this.#text(before);
    this.#copy(text, values[0], values[1] - 1);
    this.#text(values[1] - values[0] === 2 ? '"$metadata":' : ',"$metadata":');
    this.#copy(text, metadata[0], metadata[1]);
    return `,"$version":${version}}`;
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
