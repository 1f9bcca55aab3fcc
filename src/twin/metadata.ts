import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../lib/json.ts';
import type { Metadata, Timestamp } from './twin.ts';

/** What a write puts on every node it touches. It is the metadata of a leaf, shared by all leaves of the write. */
export type Stamp = Metadata;

/** With a version in desired only. hub-reference 2.4. */
export function stampOf(at: Timestamp, version?: number): Stamp {
  const stamp = bareObject();
  stamp.$lastUpdated = at;
  if (version !== undefined) stamp.$lastUpdatedVersion = version;
  return stamp;
}

/** Metadata of a value that was written whole: each object and each leaf is stamped; arrays are leaves. */
export function stampTree(value: Json, stamp: Stamp): Metadata {
  if (!isObject(value)) return stamp;
  const node = copyOf(stamp);
  for (const key in value) node[key] = stampTree(value[key]!, stamp);
  return node;
}

/** Renews a node's own stamp in place; members are kept. */
export function restamp(node: MutableJsonObject, stamp: Stamp): MutableJsonObject {
  for (const key in stamp) node[key] = stamp[key]!;
  return node;
}

/** A copy with a new stamp, which stands before the members even where there was less of one: a new twin has no version. */
export function restamped(node: Metadata, stamp: Stamp): MutableJsonObject {
  const copy = copyOf(stamp);
  for (const key in node) if (!isStampKey(key)) copy[key] = node[key]!;
  return copy;
}

export function metadataOf(metadata: Metadata | undefined, key: string): Metadata | undefined {
  const member = metadata?.[key];
  return isObject(member) ? (member as JsonObject) : undefined;
}

export function copyOf(object: JsonObject): MutableJsonObject {
  const copy = bareObject();
  for (const key in object) copy[key] = object[key]!;
  return copy;
}

function isStampKey(key: string): boolean {
  return key === '$lastUpdated' || key === '$lastUpdatedVersion';
}
