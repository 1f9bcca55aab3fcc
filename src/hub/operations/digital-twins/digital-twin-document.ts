import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../../../lib/json.ts';
import { metadataOf } from '../../../twin/metadata.ts';
import type { Metadata, TwinState } from '../../../twin/twin.ts';

/**
 * A twin as plug-and-play sees it: reported values at the root, components as objects of their own, and in
 * `$metadata` what is desired and how the device acknowledged it. hub-reference 4; its finer points are inferred from
 * the plug-and-play conventions.
 */
export function digitalTwinDocument(deviceId: string, twin: TwinState): JsonObject {
  const { desired, reported, modelId } = twin;
  const document = bareObject();
  document.$dtId = deviceId;
  const metadata = bareObject();
  metadata.$model = modelId;
  const side = { values: reported.values, metadata: reported.metadata };
  const isPart = (name: string) => isComponent(reported.values[name]) || isComponent(desired.values[name]);
  for (const name of namesOf(reported.values, desired.values).filter(isPart)) {
    const [shown, wanted] = [asObject(reported.values[name]), asObject(desired.values[name])];
    const stamps = metadataOf(reported.metadata, name) ?? bareObject();
    const component = bareObject();
    const componentMetadata = bareObject();
    fill(component, componentMetadata, { values: shown, metadata: stamps }, wanted, desired.version);
    component.$metadata = componentMetadata;
    document[name] = component;
  }
  fill(document, metadata, side, desired.values, desired.version);
  document.$metadata = metadata;
  return document;
}

/** A component marks itself so. */
export const componentMark = '__t';

function isComponent(value: Json | undefined): boolean {
  return isObject(value) && value[componentMark] === 'c';
}

type Shown = { readonly values: JsonObject; readonly metadata: Metadata };

function fill(
  document: MutableJsonObject,
  metadata: MutableJsonObject,
  shown: Shown,
  wanted: JsonObject,
  version: number,
): void {
  for (const name of namesOf(shown.values, wanted)) {
    const [value, wish] = [shown.values[name], wanted[name]];
    if (name === componentMark || isComponent(value) || isComponent(wish)) continue;
    const about = bareObject();
    if (wish !== undefined) [about.desiredValue, about.desiredVersion] = [wish, version];
    if (value !== undefined) document[name] = acknowledged(value, about);
    const time = metadataOf(shown.metadata, name)?.$lastUpdated;
    if (time !== undefined) about.lastUpdateTime = time;
    metadata[name] = about;
  }
}

/** A reported value may come wrapped in its acknowledgement: `{value, ac, av, ad}`. */
function acknowledged(value: Json, about: MutableJsonObject): Json {
  if (!isObject(value) || value.value === undefined || value.ac === undefined) return value;
  about.ackCode = value.ac;
  if (value.av !== undefined) about.ackVersion = value.av;
  if (value.ad !== undefined) about.ackDescription = value.ad;
  return value.value;
}

function namesOf(one: JsonObject, other: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : bareObject();
}
