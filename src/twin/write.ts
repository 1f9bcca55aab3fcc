import { bareObject, isObject, type Json, type JsonObject, kindOf } from '../lib/json.ts';
import { limits } from './limits.ts';
import { mergeSection, replaceDiff } from './merge.ts';
import { stampOf, stampTree } from './metadata.ts';
import { ReportedSection } from './reported-section.ts';
import { TwinRuleError } from './rule-error.ts';
import { sectionSize } from './size.ts';
import type { Section, Timestamp, TwinState } from './twin.ts';
import { validateSize, validateWrite } from './validate.ts';

/** What a service writes: sections that are not named stay (patch) or become empty (replace). `null` clears one. */
export type ServiceWrite = { readonly tags?: Json; readonly desired?: Json };

export type ServiceWriteResult = {
  readonly twin: TwinState;
  readonly changed: boolean;
  /** What the device is told, without `$version`; undefined when desired did not change. */
  readonly desiredDiff: JsonObject | undefined;
};

/** PATCH of tags and desired by a service. Throws TwinRuleError. hub-reference 2.5. */
export function patchTwin(twin: TwinState, write: ServiceWrite, now: Timestamp): ServiceWriteResult {
  const tagsPatch = patchOf(twin.tags, write.tags, 'tags');
  const desiredPatch = patchOf(twin.desired.values, withoutReserved(write.desired), 'desired');
  const tags = mergeSection(twin.tags, bareObject(), tagsPatch, stampOf(now));
  const version = twin.desired.version + 1;
  const desired = mergeSection(twin.desired.values, twin.desired.metadata, desiredPatch, stampOf(now, version));
  // To measure a section takes as long as to merge it, and only what grows can become too large.
  if (tags.growth > 0) validateSize('tags', twin.tags, tags.values);
  if (desired.growth > 0) validateSize('desired', twin.desired.values, desired.values);
  if (tags.diff === undefined && desired.diff === undefined) return { twin, changed: false, desiredDiff: undefined };
  const section =
    desired.diff === undefined ? twin.desired : { values: desired.values, metadata: desired.metadata, version };
  return {
    twin: { ...twin, etag: twin.etag + 1, tags: tags.values, desired: section },
    changed: true,
    desiredDiff: desired.diff,
  };
}

/** PUT of tags and desired by a service: both become exactly what was sent. Throws TwinRuleError. hub-reference 2.6. */
export function replaceTwin(twin: TwinState, write: ServiceWrite, now: Timestamp): ServiceWriteResult {
  const tags = replacementOf(write.tags, 'tags');
  const values = replacementOf(withoutReserved(write.desired), 'desired');
  validateWrite('tags', tags, 'forbidden', { values: twin.tags });
  validateWrite('desired', values, 'forbidden', twin.desired);
  validateSize('tags', twin.tags, tags);
  validateSize('desired', twin.desired.values, values);
  const desiredDiff = replaceDiff(twin.desired.values, values);
  const version = twin.desired.version + 1;
  const metadata = stampTree(values, stampOf(now, version));
  const desired: Section = desiredDiff === undefined ? twin.desired : { values, metadata, version };
  return { twin: { ...twin, etag: twin.etag + 1, tags, desired }, changed: true, desiredDiff };
}

/**
 * PATCH of reported by the device; an accepted patch always counts. Throws TwinRuleError. `patch` may be what JSON.parse
 * returned, its objects need not be bare; `text` is what it was read from, and makes later reports cheaper.
 * hub-reference 3.6.
 */
export function reportTwin(twin: TwinState, patch: JsonObject, now: Timestamp, text?: Buffer): TwinState {
  const size = validateWrite('reported', patch, 'delete', twin.reported);
  return withinLimit(twin, ReportedSection.after(twin.reported, patch, size, now, text));
}

/**
 * The same by the patch's text alone, which need not be read then: where it writes anew what the last report wrote.
 * Undefined when it is not known to.
 */
export function reportTwinByText(twin: TwinState, text: Buffer, now: Timestamp): TwinState | undefined {
  if (!(twin.reported instanceof ReportedSection)) return undefined;
  const reported = twin.reported.repeated(text, now);
  return reported && withinLimit(twin, reported);
}

function withinLimit(twin: TwinState, reported: ReportedSection): TwinState {
  const limit = limits.sectionSize.reported;
  if (reported.sizeBound > limit && reported.measure() > limit) {
    validateSize('reported', twin.reported.values, reported.values);
  }
  return new ReportedTwin(twin, reported);
}

/** The same for a patch that was accepted once: it is merged whatever the rules say of it by now. */
export function reportTwinAgain(twin: TwinState, patch: JsonObject, now: Timestamp): TwinState {
  return new ReportedTwin(twin, ReportedSection.after(twin.reported, patch, sectionSize(patch), now));
}

/**
 * A twin after a report. Not a literal: while a hub is filled nearly all twins that are made stay, V8 then makes such
 * literals in its old space at once, and each report would leave some 240 bytes there.
 */
class ReportedTwin implements TwinState {
  readonly etag: number;
  readonly tags: JsonObject;
  readonly desired: Section;
  readonly reported: Section;
  readonly modelId: string;
  readonly configurations: TwinState['configurations'];

  constructor({ etag, tags, desired, modelId, configurations }: TwinState, reported: Section) {
    this.etag = etag;
    this.tags = tags;
    this.desired = desired;
    this.reported = reported;
    this.modelId = modelId;
    this.configurations = configurations;
  }
}

/** A section that is not named changes nothing; null deletes all of it (inferred, hub-reference 2.5). */
function patchOf(current: JsonObject, patch: Json | undefined, section: 'tags' | 'desired'): JsonObject {
  if (patch === undefined) return bareObject();
  if (patch === null) return clearing(current);
  const object = objectOf(patch, section);
  validateWrite(section, object, 'delete', { values: current });
  return object;
}

/** A section that is not named becomes empty; null is forbidden here as anywhere in a replacement. hub-reference 2.6. */
function replacementOf(written: Json | undefined, section: 'tags' | 'desired'): JsonObject {
  if (written === undefined) return bareObject();
  if (written !== null) return objectOf(written, section);
  const path = section === 'tags' ? ['tags'] : ['properties', 'desired'];
  throw new TwinRuleError(
    'null',
    path,
    `Value of Property or Tag cannot be null. Error in Property/Tag ${path.at(-1)}`,
  );
}

function clearing(current: JsonObject): JsonObject {
  const patch = bareObject();
  for (const key of Object.keys(current)) patch[key] = null;
  return patch;
}

/** Tools send back the whole section they fetched, so its `$metadata` and `$version` are ignored. hub-reference 2.5. */
export function withoutReserved<T extends Json | undefined>(section: T): T | JsonObject {
  if (!isObject(section)) return section;
  const kept = bareObject();
  for (const key of Object.keys(section)) if (key !== '$metadata' && key !== '$version') kept[key] = section[key]!;
  return kept;
}

export function objectOf(value: Json, section: 'tags' | 'desired' | 'reported'): JsonObject {
  if (isObject(value)) return value;
  const path = section === 'tags' ? ['tags'] : ['properties', section];
  throw new TwinRuleError('type', path, `${path.join('.')} must be an object, found ${kindOf(value)}`);
}
