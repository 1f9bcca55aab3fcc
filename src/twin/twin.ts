import { bareObject, type JsonObject } from '../lib/json.ts';

/**
 * `$metadata` of one node of a section: `$lastUpdated` (UTC, seven fractional digits), in desired also
 * `$lastUpdatedVersion`, and one entry per member. hub-reference 2.4.
 */
export type Metadata = JsonObject;

/** Desired or reported: the values without `$` members, their metadata and `$version`. */
export type Section = {
  readonly values: JsonObject;
  readonly metadata: Metadata;
  readonly version: number;
};

export type ConfigurationStatus = { readonly status: 'Applied' | 'Targeted' };

/**
 * What a hub stores for a device's or module's twin; the mirror of the identity is added when it is shown. Never
 * changed in place: every write makes a new state, which is what lets a failed commit be undone.
 */
export type TwinState = {
  /** Counter behind the etag: +1 per accepted write of tags or desired. hub-reference 2.3. */
  readonly etag: number;
  readonly tags: JsonObject;
  readonly desired: Section;
  readonly reported: Section;
  readonly modelId: string;
  readonly configurations: { readonly [id: string]: ConfigurationStatus };
};

/** A time as the hub writes it: ISO 8601, UTC, seven fractional digits. */
export type Timestamp = string;

export function createTwin(now: Timestamp): TwinState {
  return {
    etag: 1,
    tags: bareObject(),
    desired: virginSection(now),
    reported: virginSection(now),
    modelId: '',
    configurations: bareObject() as TwinState['configurations'],
  };
}

/** The twin's top-level `version`; the formula fits all live samples. hub-reference 2.3. */
export function twinVersion(twin: TwinState): number {
  return twin.etag + twin.reported.version;
}

function virginSection(now: Timestamp): Section {
  const metadata = bareObject();
  metadata.$lastUpdated = now;
  return { values: bareObject(), metadata, version: 1 };
}
