import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject, toBare } from '../lib/json.ts';
import { copyOf, metadataOf, restamp, restamped, type Stamp, stampTree } from './metadata.ts';
import { memberSize } from './size.ts';
import type { Metadata } from './twin.ts';

export type Merged = {
  readonly values: JsonObject;
  readonly metadata: Metadata;
  /** What changed by existence, as a device is told of it; undefined when nothing did. */
  readonly diff: JsonObject | undefined;
  /** By how much the section takes more than before, in the units of `sectionSize`; negative when it takes less. */
  readonly growth: number;
};

/**
 * Merge patch (RFC 7386) with the hub's change detection: properties count as changed by being named, their values
 * are not compared, so an equal scalar is a change and an absent null is none. hub-reference 2.5. Nothing is changed in
 * place.
 */
export function mergeSection(values: JsonObject, metadata: Metadata, patch: JsonObject, stamp: Stamp): Merged {
  const merge = new SectionMerge(values, restamped(metadata, stamp));
  const diff = bareObject();
  if (!merge.apply(patch, stamp, diff)) return { values, metadata, diff: undefined, growth: 0 };
  return { values: merge.values, metadata: merge.metadata, diff, growth: merge.growth };
}

/** Patches that are merged into one section one after the other, by the rules of `mergeSection`, into copies of its own. */
export class SectionMerge {
  readonly values: JsonObject;
  readonly metadata: Metadata;
  /** As in `Merged`, of those patches whose diff was asked for. */
  growth = 0;
  /** Objects that nobody else has seen. */
  readonly #own = new Set<object>();

  constructor(values: JsonObject, metadata: Metadata) {
    this.values = this.#owned(values);
    this.metadata = this.#owned(metadata);
  }

  /** Returns whether anything changed by existence; what changed is put into `diff`. */
  apply(patch: JsonObject, stamp: Stamp, diff?: MutableJsonObject): boolean {
    return this.#merge(this.values, this.metadata, patch, stamp, diff);
  }

  /** `values` and `metadata` are own. */
  #merge(
    values: MutableJsonObject,
    metadata: MutableJsonObject,
    patch: JsonObject,
    stamp: Stamp,
    diff: MutableJsonObject | undefined,
  ): boolean {
    let isChanged = false;
    for (const key in patch) {
      if (this.#mergeMember(values, metadata, key, patch[key]!, stamp, diff)) isChanged = true;
    }
    if (isChanged) restamp(metadata, stamp);
    return isChanged;
  }

  #mergeMember(
    values: MutableJsonObject,
    metadata: MutableJsonObject,
    key: string,
    patch: Json,
    stamp: Stamp,
    diff: MutableJsonObject | undefined,
  ): boolean {
    const current = values[key];
    if (patch === null) {
      if (current === undefined) return false;
      delete values[key];
      delete metadata[key];
      if (diff !== undefined) {
        diff[key] = null;
        this.growth -= memberSize(key, current);
      }
      return true;
    }
    if (isObject(patch) && isObject(current)) {
      const below = this.#owned(current);
      const belowMetadata = this.#owned(metadataOf(metadata, key) ?? stamp);
      const belowDiff = diff && bareObject();
      if (!this.#merge(below, belowMetadata, patch, stamp, belowDiff)) return false;
      values[key] = below;
      metadata[key] = belowMetadata;
      if (diff !== undefined) diff[key] = belowDiff!;
      return true;
    }
    const value = withoutNulls(patch);
    values[key] = value;
    metadata[key] = stampTree(value, stamp);
    if (diff !== undefined) {
      diff[key] = value;
      this.growth += memberSize(key, value) - memberSize(key, current);
    }
    return true;
  }

  /** The object itself where it is own, else a copy that is from now on. */
  #owned(object: JsonObject): MutableJsonObject {
    if (this.#own.has(object)) return object as MutableJsonObject;
    const copy = copyOf(object);
    this.#own.add(copy);
    return copy;
  }
}

/** A bare copy. A null in a new object has nothing to delete and is dropped. hub-reference 2.5. */
export function withoutNulls(value: Json): Json {
  if (!isObject(value)) return toBare(value);
  const kept = bareObject();
  for (const key in value) if (value[key] !== null) kept[key] = withoutNulls(value[key]!);
  return kept;
}

/** What a device is told when a section is replaced: all new content, and null for each key that vanished. hub-reference 2.6. */
export function replaceDiff(current: JsonObject, next: JsonObject): JsonObject | undefined {
  const diff = bareObject();
  for (const key in current) if (next[key] === undefined) diff[key] = null;
  for (const key in next) {
    const before = current[key];
    const after = next[key]!;
    if (isObject(before) && isObject(after)) {
      const nested = replaceDiff(before, after);
      if (nested !== undefined) diff[key] = nested;
    } else diff[key] = after;
  }
  return Object.keys(diff).length > 0 ? diff : undefined;
}
