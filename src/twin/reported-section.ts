import type { JsonObject } from '../lib/json.ts';
import { SectionMerge } from './merge.ts';
import { stampOf } from './metadata.ts';
import { overwrites } from './overwrites.ts';
import { sectionSize } from './size.ts';
import type { Section, Timestamp } from './twin.ts';

/** So many patches wait to be merged at most, lest they keep much more alive than the section they make. */
const mostWaiting = 16;

type Merged = Pick<Section, 'values' | 'metadata'>;

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
  #patch: JsonObject | undefined;
  #merged: Merged | undefined;

  /** The patch was validated, takes `size` without its nulls, and does not change any more. */
  constructor(before: Section, patch: JsonObject, size: number, now: Timestamp) {
    this.version = before.version + 1;
    this.#at = now;
    const base = before instanceof ReportedSection ? before.#baseFor(patch) : before;
    this.#waiting = base instanceof ReportedSection ? base.waiting + 1 : 1;
    this.#sizeBound = size + (base instanceof ReportedSection ? base.sizeBound : sectionSize(base.values));
    this.#before = base;
    this.#patch = patch;
    if (this.#waiting > mostWaiting) this.#look();
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

  /** What such a patch is to be merged into: of a patch that it overwrites nothing would be left. */
  #baseFor(patch: JsonObject): Section {
    return this.#patch !== undefined && overwrites(patch, this.#patch) ? this.#before! : this;
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
      merge.apply(next.#patch!, stampOf(next.#at));
    }
    // Not the merge itself, which remembers each object that it copied.
    this.#merged = { values: merge.values, metadata: merge.metadata };
    this.#before = undefined;
    this.#patch = undefined;
    return this.#merged;
  }
}
