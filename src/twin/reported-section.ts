import type { JsonObject } from '../lib/json.ts';
import { SectionMerge } from './merge.ts';
import { stampOf } from './metadata.ts';
import { overwrites } from './overwrites.ts';
import { PatchLayout } from './patch-layout.ts';
import { sectionSize } from './size.ts';
import type { Section, Timestamp } from './twin.ts';

/** So many patches wait to be merged at most, lest they keep much more alive than the section they make. */
const mostWaiting = 16;

type Merged = Pick<Section, 'values' | 'metadata'>;
/** Values, or the ASCII text that they are still to be read from. */
type ReportedPatch = JsonObject | string;

/**
 * The reported section after one more patch, merged when somebody looks: of a device that reports again and again
 * between two looks all patches go into one copy. It is a value as every section is: when it was merged shows nowhere.
 */
export class ReportedSection implements Section {
  readonly version: number;
  readonly #at: Timestamp;
  readonly #waiting: number;
  #sizeBound: number;
  /** Both go when they are merged. */
  #before: Section | undefined;
  #patch: ReportedPatch | undefined;
  #merged: Merged | undefined;
  /** How the patch is laid out, of a device that reports the same properties again. */
  readonly #layout: PatchLayout | undefined;

  private constructor(
    version: number,
    base: Section,
    patch: ReportedPatch,
    layout: PatchLayout | undefined,
    size: number,
    now: Timestamp,
  ) {
    this.version = version;
    this.#at = now;
    this.#layout = layout;
    this.#waiting = base instanceof ReportedSection ? base.waiting + 1 : 1;
    this.#sizeBound = size + (base instanceof ReportedSection ? base.sizeBound : sectionSize(base.values));
    this.#before = base;
    this.#patch = patch;
    if (this.#waiting > mostWaiting) this.#look();
  }

  /**
   * The patch was validated, takes `size` without its nulls, and does not change any more; `text` is what it was read
   * from, where that is at hand.
   */
  static after(before: Section, patch: JsonObject, size: number, now: Timestamp, text?: Buffer): ReportedSection {
    const isSame = before instanceof ReportedSection && before.#isOverwrittenBy(patch);
    const base = isSame ? before.#base : before;
    const layout = isSame && text !== undefined ? PatchLayout.of(text) : undefined;
    return new ReportedSection(before.version + 1, base, patch, layout, size, now);
  }

  /** After the text of a patch that writes anew what the last one wrote; undefined when it is not known to. */
  repeated(text: Buffer, now: Timestamp): ReportedSection | undefined {
    const size = this.#layout === undefined ? -1 : this.#layout.sizeOf(text);
    if (size < 0) return undefined;
    // Most are overwritten before anybody looks, and need not be read.
    return new ReportedSection(this.version + 1, this.#base, text.toString('latin1'), this.#layout, size, now);
  }

  get values(): JsonObject {
    return this.#look().values;
  }

  get metadata(): JsonObject {
    return this.#look().metadata;
  }

  /** How many patches are not merged yet. */
  get waiting(): number {
    return this.#merged === undefined ? this.#waiting : 0;
  }

  /** What `sectionSize` says of the values is no more than this. */
  get sizeBound(): number {
    return this.#sizeBound;
  }

  /** What it says, which bounds later sections more tightly. */
  measure(): number {
    this.#sizeBound = sectionSize(this.values);
    return this.#sizeBound;
  }

  toJSON(): Section {
    const { values, metadata } = this.#look();
    return { values, metadata, version: this.version };
  }

  /** What a patch is to be merged into that overwrites this one, of which nothing would be left. */
  get #base(): Section {
    return this.#before ?? this;
  }

  #isOverwrittenBy(patch: JsonObject): boolean {
    return this.#patch !== undefined && overwrites(patch, valuesOf(this.#patch));
  }

  #look(): Merged {
    if (this.#merged !== undefined) return this.#merged;
    const waiting: ReportedSection[] = [];
    let start: Section = this;
    while (start instanceof ReportedSection && start.#merged === undefined) {
      waiting.push(start);
      start = start.#before!;
    }
    const merge = new SectionMerge(start.values, start.metadata);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      merge.apply(valuesOf(next.#patch!), stampOf(next.#at));
    }
    // Not the merge itself, which remembers each object that it copied.
    this.#merged = { values: merge.values, metadata: merge.metadata };
    this.#before = undefined;
    this.#patch = undefined;
    return this.#merged;
  }
}

function valuesOf(patch: ReportedPatch): JsonObject {
  return typeof patch === 'string' ? (JSON.parse(patch) as JsonObject) : patch;
}
