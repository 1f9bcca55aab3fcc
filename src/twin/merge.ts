import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../lib/json.ts';
import { metadataOf, restamp, type Stamp, stampTree } from './metadata.ts';
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
 * place but objects of `own`: copies that an earlier merge with it has made.
 */
export function mergeSection(
  values: JsonObject,
  metadata: Metadata,
  patch: JsonObject,
  stamp: Stamp,
  own?: Set<object>,
): Merged {
  let nextValues: MutableJsonObject | undefined;
  let nextMetadata: MutableJsonObject | undefined;
  let diff: MutableJsonObject | undefined;
  let growth = 0;
  for (const key in patch) {
    const change = mergeMember(key, values[key], metadataOf(metadata, key), patch[key]!, stamp, own);
    if (change === undefined) continue;
    nextValues ??= writable(values, own, () => copy(values));
    nextMetadata ??= Object.assign(
      writable(metadata, own, () => restamp(metadata, stamp)),
      stamp,
    );
    diff ??= bareObject();
    diff[key] = change.diff;
    growth += change.growth;
    if (change.value === undefined) {
      delete nextValues[key];
      delete nextMetadata[key];
    } else {
      nextValues[key] = change.value;
      nextMetadata[key] = change.metadata!;
    }
  }
  return { values: nextValues ?? values, metadata: nextMetadata ?? metadata, diff, growth };
}

type MemberChange = {
  readonly value: Json | undefined;
  readonly metadata: Metadata | undefined;
  readonly diff: Json;
  readonly growth: number;
};

function mergeMember(
  key: string,
  current: Json | undefined,
  metadata: Metadata | undefined,
  patch: Json,
  stamp: Stamp,
  own: Set<object> | undefined,
): MemberChange | undefined {
  if (patch === null) {
    if (current === undefined) return undefined;
    return { value: undefined, metadata: undefined, diff: null, growth: -memberSize(key, current) };
  }
  if (isObject(patch) && isObject(current)) {
    const merged = mergeSection(current, metadata ?? bareObject(), patch, stamp, own);
    const { values, diff, growth } = merged;
    return diff && { value: values, metadata: merged.metadata, diff, growth };
  }
  const value = withoutNulls(patch);
  const growth = memberSize(key, value) - memberSize(key, current);
  return { value, metadata: stampTree(value, stamp), diff: value, growth };
}

/** A null in a new object has nothing to delete and is dropped. hub-reference 2.5. */
export function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
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

/** The object itself where it is one of `own`, else a copy that is one from now on. */
function writable(object: JsonObject, own: Set<object> | undefined, copied: () => MutableJsonObject) {
  if (own?.has(object)) return object as MutableJsonObject;
  const copy = copied();
  own?.add(copy);
  return copy;
}

function copy(object: JsonObject): MutableJsonObject {
  const next = bareObject();
  for (const key in object) next[key] = object[key]!;
  return next;
}
