import { bareObject, isObject, type JsonObject, type MutableJsonObject } from '../lib/json.ts';
import { withoutNulls } from './merge.ts';
import { type Stamp, stampOf, stampTree } from './metadata.ts';
import { sectionSize } from './size.ts';
import type { Section, Timestamp } from './twin.ts';

/** So many patches wait to be merged at most, lest they keep much more alive than the section they make. */
const mostWaiting = 16;

type Merged = Pick<Section, 'values' | 'metadata'>;

/**
 * The reported section after one more patch, merged when somebody looks. Of a device that reports again and again
 * between two looks all patches are merged into one copy; a copy for each was a third of what a report cost (bench/hub).
 * It is a value as every section is: when it was merged shows nowhere.
 */
export class ReportedSection implements Section {
  readonly version: number;
  readonly #stamp: Stamp;
  readonly #waiting: number;
  #sizeBound: number;
  /** Both go when they are merged. */
  #before: Section | undefined;
  #patch: JsonObject | undefined;
  #merged: Merged | undefined;

  /** The patch was validated, takes `size` without its nulls, and does not change any more. */
  constructor(before: Section, patch: JsonObject, size: number, now: Timestamp) {
    this.version = before.version + 1;
    this.#stamp = stampOf(now);
    this.#waiting = waitingIn(before) + 1;
    this.#sizeBound = sizeBoundOf(before) + size;
    this.#before = before;
    this.#patch = patch;
    if (this.#waiting > mostWaiting) this.#look();
  }

  get values(): JsonObject {
    return this.#look().values;
  }

  get metadata(): JsonObject {
    return this.#look().metadata;
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

  static waitingIn(section: Section): number {
    return section instanceof ReportedSection && section.#merged === undefined ? section.#waiting : 0;
  }

  #look(): Merged {
    if (this.#merged !== undefined) return this.#merged;
    const waiting: ReportedSection[] = [];
    let start: Section = this;
    while (start instanceof ReportedSection && start.#merged === undefined) {
      waiting.push(start);
      start = start.#before!;
    }
    const draft = new Draft(start);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) draft.merge(next.#patch!, next.#stamp);
    this.#merged = draft;
    this.#before = undefined;
    this.#patch = undefined;
    return draft;
  }
}

const { waitingIn } = ReportedSection;

function sizeBoundOf(section: Section): number {
  return section instanceof ReportedSection ? section.sizeBound : sectionSize(section.values);
}

/** Patches merged in place, by the rules of `mergeSection`: what was copied for it may change, all else is older states'. */
class Draft implements Merged {
  readonly values: MutableJsonObject;
  readonly metadata: MutableJsonObject;
  readonly #own = new Set<unknown>();

  constructor({ values, metadata }: Section) {
    this.values = copyOf(values);
    this.metadata = copyOf(metadata);
  }

  merge(patch: JsonObject, stamp: Stamp): void {
    this.#merge(this.values, this.metadata, patch, stamp);
  }

  /** Whether anything counts as changed. */
  #merge(values: MutableJsonObject, metadata: MutableJsonObject, patch: JsonObject, stamp: Stamp): boolean {
    let isChanged = false;
    for (const key in patch) {
      const written = patch[key]!;
      const current = values[key];
      if (written === null) {
        if (current === undefined) continue;
        delete values[key];
        delete metadata[key];
      } else if (isObject(written) && isObject(current)) {
        const node = this.#owned(metadata, key, stamp);
        if (!this.#merge(this.#owned(values, key), node, written, stamp)) continue;
      } else {
        const value = withoutNulls(written);
        values[key] = value;
        metadata[key] = stampTree(value, stamp);
      }
      isChanged = true;
    }
    if (isChanged) metadata.$lastUpdated = stamp.$lastUpdated!;
    return isChanged;
  }

  #owned(parent: MutableJsonObject, key: string, otherwise: JsonObject = {}): MutableJsonObject {
    const member = parent[key];
    if (this.#own.has(member)) return member as MutableJsonObject;
    const copy = copyOf(isObject(member) ? member : otherwise);
    this.#own.add(copy);
    parent[key] = copy;
    return copy;
  }
}

function copyOf(object: JsonObject): MutableJsonObject {
  const copy = bareObject();
  for (const key in object) copy[key] = object[key]!;
  return copy;
}
