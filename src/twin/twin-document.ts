import { bareObject, isObject, type JsonObject } from '../lib/json.ts';
import { twinEtag } from './etag.ts';
import type { SectionName } from './limits.ts';
import { type ConfigurationStatus, type Section, type Timestamp, type TwinState, twinVersion } from './twin.ts';

/**
 * A twin as the service side sees it on the wire. Key order and members: hub-reference 2.2. Sections are kept as they
 * came, `$metadata` and `$version` among the values; `readSection` takes them apart.
 */
export type TwinDocument = {
  readonly deviceId: string;
  readonly moduleId?: string;
  readonly etag: string;
  readonly deviceEtag?: string;
  readonly status?: 'enabled' | 'disabled';
  readonly statusReason?: string;
  readonly statusUpdateTime?: Timestamp;
  /** In answers to GET it is current; in query results it may be stale. */
  readonly connectionState?: 'Connected' | 'Disconnected';
  readonly lastActivityTime?: Timestamp;
  readonly cloudToDeviceMessageCount?: number;
  readonly authenticationType?: string;
  readonly x509Thumbprint?: JsonObject;
  readonly modelId?: string;
  readonly version: number;
  /** Absent when there are none. */
  readonly tags?: JsonObject;
  readonly configurations?: { readonly [id: string]: ConfigurationStatus };
  readonly properties: { readonly desired: JsonObject; readonly reported: JsonObject };
  readonly capabilities?: { readonly iotEdge: boolean };
  readonly deviceScope?: string;
  readonly parentScopes?: readonly string[];
};

/** A device's twin, or one of its modules' twins. */
export type TwinTarget = { readonly deviceId: string; readonly moduleId?: string | undefined };

/** What a service may write: merged by a patch, in which null deletes; taken whole by a replacement. */
export type TwinPatch = {
  readonly tags?: JsonObject | null;
  readonly properties?: { readonly desired?: JsonObject | null };
};

/** The values, metadata and `$version` of desired or reported as they came on the wire. */
export function readSection(section: JsonObject): Section {
  const values = bareObject();
  for (const key of Object.keys(section)) if (key !== '$metadata' && key !== '$version') values[key] = section[key]!;
  const { $metadata: metadata, $version: version } = section;
  return {
    values,
    metadata: isObject(metadata) ? metadata : bareObject(),
    version: typeof version === 'number' ? version : 0,
  };
}

/** What the twin's owner or its device has written in a section, without `$metadata` and `$version`. */
export function valuesOf({ tags, properties }: TwinDocument, section: SectionName): JsonObject {
  return section === 'tags' ? (tags ?? bareObject()) : readSection(properties[section]).values;
}

/** A newer state of a twin put into a document seen before, whose mirror of the identity stays as it was. */
export function withState(document: TwinDocument, state: TwinState): TwinDocument {
  const { tags: _tags, configurations: _configurations, ...rest } = document;
  return {
    ...rest,
    etag: twinEtag(state.etag),
    version: twinVersion(state),
    ...(Object.keys(state.tags).length > 0 && { tags: state.tags }),
    ...(Object.keys(state.configurations).length > 0 && { configurations: state.configurations }),
    properties: { desired: wireSection(state.desired), reported: wireSection(state.reported) },
  };
}

/** Reports move the version and leave the etag; a twin that was made anew may have a version that was seen before. */
export function sameVersion(a: TwinDocument, b: TwinDocument): boolean {
  return a.version === b.version && a.etag === b.etag;
}

/** Values first, then `$metadata` and `$version`, as the hub writes them. */
export function wireSection(section: Section): JsonObject {
  const wire = bareObject();
  for (const key of Object.keys(section.values)) wire[key] = section.values[key]!;
  wire.$metadata = section.metadata;
  wire.$version = section.version;
  return wire;
}

/** `dev1`, or `dev1/module1`. */
export function targetName({ deviceId, moduleId }: TwinTarget): string {
  return moduleId === undefined ? deviceId : `${deviceId}/${moduleId}`;
}
