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
  const merge = new SectionMerge(values, metadata);
  const diff = bareObject();
  const isChanged = merge.apply(patch, stamp, diff);
  return { values: merge.values, metadata: merge.metadata, diff: isChanged ? diff : undefined, growth: merge.growth };
}

/** Patches that are merged into one section one after the other, by the rules of `mergeSection`, into copies of its own. */
export class SectionMerge {
  values: JsonObject;
  metadata: Metadata;
  /** As in `Merged`, of those patches whose diff was asked for. */
  growth = 0;
  /** Objects that nobody else has seen. */
  readonly #own = new Set<object>();

  constructor(values: JsonObject, metadata: Metadata) {
    this.values = values;
    this.metadata = metadata;
  }

  /** Returns whether anything changed by existence; what changed is put into `diff`. */
  apply(patch: JsonObject, stamp: Stamp, diff?: MutableJsonObject): boolean {
    if (!changes(this.values, patch)) return false;
    const values = this.#owned(this.values);
    const metadata = this.#stamped(this.metadata, stamp);
    this.#merge(values, metadata, patch, stamp, diff);
    this.values = values;
    this.metadata = metadata;
    return true;
  }

  /** `values` and `metadata` are own. */
  #merge(
    values: MutableJsonObject,
    metadata: MutableJsonObject,
    patch: JsonObject,
    stamp: Stamp,
    diff: MutableJsonObject | undefined,
  ): void {
    for (const key in patch) this.#mergeMember(values, metadata, key, patch[key]!, stamp, diff);
  }

  #mergeMember(
    values: MutableJsonObject,
    metadata: MutableJsonObject,
    key: string,
    patch: Json,
    stamp: Stamp,
    diff: MutableJsonObject | undefined,
  ): void {
    const current = values[key];
    if (patch === null) {
      if (current === undefined) return;
      delete values[key];
      delete metadata[key];
      if (diff === undefined) return;
      diff[key] = null;
      this.growth -= memberSize(key, current);
    } else if (isObject(patch) && isObject(current)) {
      if (!changes(current, patch)) return;
      const below = this.#owned(current);
      const belowMetadata = this.#stamped(metadataOf(metadata, key) ?? stamp, stamp);
      const belowDiff = diff && bareObject();
      this.#merge(below, belowMetadata, patch, stamp, belowDiff);
      values[key] = below;
      metadata[key] = belowMetadata;
      if (diff !== undefined) diff[key] = belowDiff!;
    } else {
      const value = withoutNulls(patch);
      values[key] = value;
      metadata[key] = stampTree(value, stamp);
      if (diff === undefined) return;
      diff[key] = value;
      this.growth += memberSize(key, value) - memberSize(key, current);
    }
  }

  /** The object itself where it is own, else a copy that is from now on. */
  #owned(object: JsonObject): MutableJsonObject {
    if (this.#own.has(object)) return object as MutableJsonObject;
    const copy = copyOf(object);
    this.#own.add(copy);
    return copy;
  }

  /** The same of a node of the metadata, with its stamp renewed. */
  #stamped(node: Metadata, stamp: Stamp): MutableJsonObject {
    if (this.#own.has(node)) return restamp(node as MutableJsonObject, stamp);
    const copy = restamped(node, stamp);
    this.#own.add(copy);
    return copy;
  }
}

/**
 * Whether a patch changes anything by existence. Asked before an object is copied, which may be a thousand times as large
 * as a patch that does not; nearly always the first member answers.
 */
function changes(values: JsonObject, patch: JsonObject): boolean {
  for (const key in patch) {
    const current = values[key];
    const value = patch[key]!;
    if (value === null ? current !== undefined : !isObject(value) || !isObject(current) || changes(current, value))
      return true;
  }
  return false;
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
