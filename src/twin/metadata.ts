import { bareObject, isObject, type Json, type JsonObject } from '../lib/json.ts';
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

/** A copy of a node's metadata with its own stamp renewed; members are kept. */
export function restamp(metadata: Metadata | undefined, stamp: Stamp): { [key: string]: Json } {
  const node = copyOf(stamp);
  if (metadata !== undefined) {
    for (const key in metadata) if (!isStampKey(key)) node[key] = metadata[key]!;
  }
  return node;
}

export function metadataOf(metadata: Metadata | undefined, key: string): Metadata | undefined {
  const member = metadata?.[key];
  return isObject(member) ? (member as JsonObject) : undefined;
}

function copyOf(stamp: Stamp): { [key: string]: Json } {
  const node = bareObject();
  for (const key in stamp) node[key] = stamp[key]!;
  return node;
}

function isStampKey(key: string): boolean {
  return key === '$lastUpdated' || key === '$lastUpdatedVersion';
}
