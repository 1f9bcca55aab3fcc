import { isObject, type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import type { ChangedBy, TwinVersion } from '../twin-watch.ts';

/** A version with the name of its twin, as a line of the file has it. */
export type NamedVersion = TwinVersion & { readonly name: string };

export function writeVersionLine({ name, at, changedBy, document }: NamedVersion): string {
  return `${JSON.stringify({ name, at, changedBy, document })}\n`;
}

/** Undefined when the line is none of ours, or damaged. */
export function readVersionLine(line: string): NamedVersion | undefined {
  let parsed: Json;
  try {
    parsed = JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const { name, at, changedBy, document } = parsed;
  if (typeof name !== 'string' || typeof at !== 'number' || !isDocument(document)) return undefined;
  return { name, at, changedBy: readAuthor(changedBy), document: toBareObject(document) as unknown as TwinDocument };
}

function isDocument(value: Json | undefined): value is JsonObject {
  if (!isObject(value) || !isObject(value.properties)) return false;
  const { deviceId, version, etag, properties } = value;
  return (
    typeof deviceId === 'string' &&
    typeof version === 'number' &&
    typeof etag === 'string' &&
    isObject(properties.desired) &&
    isObject(properties.reported)
  );
}

/** An author the line does not name is `unknown`. */
function readAuthor(value: Json | undefined): ChangedBy {
  if (!isObject(value)) return { by: 'unknown' };
  const { by, policy, id } = value;
  if (by === 'device' || by === 'this-app' || by === 'hub') return { by };
  if (by === 'service') return { by, policy: typeof policy === 'string' ? policy : undefined };
  return (by === 'job' || by === 'configuration') && typeof id === 'string' ? { by, id } : { by: 'unknown' };
}
