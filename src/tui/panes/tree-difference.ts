import { isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import type { SectionName } from '../../twin/limits.ts';
import { metadataOf } from '../../twin/metadata.ts';
import type { Section } from '../../twin/twin.ts';

/** Where desired and reported do not agree, as either of them tells it. */
export type Difference = {
  /** The other side's value. */
  readonly value: Json | undefined;
  /** `$version` of desired that the wish came with. */
  readonly wished: number | undefined;
  /** `av`: the `$version` of desired that the device has answered, where it says so. */
  readonly acknowledged: number | undefined;
};

/** What stands on the other side of a place: in desired for a place of reported, and the other way round. */
export type OtherSide = {
  readonly value: Json | undefined;
  readonly metadata: JsonObject | undefined;
  readonly acknowledged: number | undefined;
};

/** The other side of a whole section; undefined for tags, which have none. */
export function otherSideOf(section: SectionName, desired: Section, reported: Section): OtherSide | undefined {
  if (section === 'tags') return undefined;
  const { values, metadata } = section === 'desired' ? reported : desired;
  return { value: values, metadata, acknowledged: undefined };
}

/** The other side of a member. An acknowledged property is an object that has the value beside its status. */
export function otherSideAt(
  section: SectionName,
  parent: JsonObject,
  side: OtherSide | undefined,
  key: string,
): OtherSide | undefined {
  if (side === undefined) return undefined;
  if (section === 'reported' && isAcknowledgement(parent))
    return key === 'value' ? { ...side, acknowledged: versionOf(parent.av) } : undefined;
  const value = memberOf(side.value, key);
  const metadata = metadataOf(side.metadata, key);
  return section === 'desired' && isAcknowledgement(value)
    ? { value: value.value, metadata, acknowledged: versionOf(value.av) }
    : { ...side, value, metadata };
}

/** The difference at a leaf: the other side has another value, or does not have the key though it is desired. */
export function differenceAt(
  section: SectionName,
  value: Json,
  metadata: JsonObject | undefined,
  side: OtherSide | undefined,
): Difference | undefined {
  if (side === undefined || isObject(value)) return undefined;
  const { value: other, acknowledged } = side;
  if (section === 'reported' && other === undefined) return undefined;
  if (JSON.stringify(other) === JSON.stringify(value)) return undefined;
  const desired = section === 'desired' ? metadata : side.metadata;
  return { value: other, wished: versionOf(desired?.$lastUpdatedVersion), acknowledged };
}

function isAcknowledgement(value: Json | undefined): value is JsonObject {
  return isObject(value) && Object.hasOwn(value, 'ac') && Object.hasOwn(value, 'value');
}

function versionOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
