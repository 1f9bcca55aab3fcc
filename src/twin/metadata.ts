import { bareObject, isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Metadata, Timestamp } from './twin.ts';

/** What a write puts on every node it touches; the version only in desired. hub-reference 2.4. */
export type Stamp = { readonly at: Timestamp; readonly version: number | undefined };

/** Metadata of a value that was written whole: each object and each leaf is stamped; arrays are leaves. */
export function stampTree(value: Json, stamp: Stamp): Metadata {
  const node = stampNode(stamp);
  if (isObject(value)) for (const key of Object.keys(value)) node[key] = stampTree(value[key]!, stamp);
  return node;
}

/** A copy of a node's metadata with its own stamp renewed; members are kept. */
export function restamp(metadata: Metadata | undefined, stamp: Stamp): { [key: string]: Json } {
  const node = stampNode(stamp);
  if (metadata !== undefined) {
    for (const key of Object.keys(metadata)) if (!isStampKey(key)) node[key] = metadata[key]!;
  }
  return node;
}

export function metadataOf(metadata: Metadata | undefined, key: string): Metadata | undefined {
  const member = metadata?.[key];
  return isObject(member) ? (member as JsonObject) : undefined;
}

function stampNode(stamp: Stamp): { [key: string]: Json } {
  const node = bareObject();
  node.$lastUpdated = stamp.at;
  if (stamp.version !== undefined) node.$lastUpdatedVersion = stamp.version;
  return node;
}

function isStampKey(key: string): boolean {
  return key === '$lastUpdated' || key === '$lastUpdatedVersion';
}
