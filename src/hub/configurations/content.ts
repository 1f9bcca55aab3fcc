import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../../lib/json.ts';
import { TwinRuleError } from '../../twin/rule-error.ts';
import { validateWrite } from '../../twin/validate.ts';
import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';
import { contentKinds } from './configuration.ts';

/** What a configuration writes: values by path, e.g. `properties.desired.fw`. */
export type PathContent = { readonly [path: string]: Json };

const root = 'properties.desired';

/** Throws HubError 400 InvalidConfigurationContent. hub-reference 6.2. */
export function parseContent(content: Json | undefined): JsonObject {
  if (!isObject(content)) throw invalidContent(`content must be an object with one of ${contentKinds.join(', ')}`);
  const kinds = Object.keys(content).filter(name => content[name] !== null);
  const kind = contentKinds.find(name => name === kinds[0]);
  if (kind === undefined || kinds.length !== 1) {
    const found = kinds.length === 0 ? 'nothing' : kinds.join(', ');
    throw invalidContent(`content must hold exactly one of ${contentKinds.join(', ')}, found ${found}`);
  }
  const value = content[kind]!;
  if (!isObject(value)) throw invalidContent(`${kind} must be an object`);
  if (kind === 'modulesContent') checkModules(value);
  else desiredOf(value);
  return { [kind]: value };
}

/** The patch of desired that applies values by path. Throws HubError 400 InvalidConfigurationContent. */
export function desiredOf(content: PathContent): JsonObject {
  let desired: JsonObject = bareObject();
  for (const path of Object.keys(content)) desired = overlay(desired, nest(segmentsOf(path), content[path]!));
  try {
    validateWrite('desired', desired, 'forbidden');
  } catch (error) {
    if (error instanceof TwinRuleError) throw invalidContent(error.message);
    throw error;
  }
  return desired;
}

/** The patch that takes away again what `desired` put there; what others put beside it stays. */
export function removalOf(desired: JsonObject): JsonObject {
  const removal = bareObject();
  for (const key of Object.keys(desired)) {
    const value = desired[key]!;
    removal[key] = isObject(value) && Object.keys(value).length > 0 ? removalOf(value) : null;
  }
  return removal;
}

/** One patch that holds both; where they meet the second counts. */
export function overlay(first: JsonObject, second: JsonObject): JsonObject {
  const result = bareObject();
  for (const key of Object.keys(first)) result[key] = first[key]!;
  for (const key of Object.keys(second)) {
    const [below, above] = [result[key], second[key]!];
    result[key] = isObject(below) && isObject(above) ? overlay(below, above) : above;
  }
  return result;
}

function checkModules(modules: JsonObject): void {
  if (modules.$edgeAgent === undefined) throw invalidContent('modulesContent must hold $edgeAgent');
  for (const name of Object.keys(modules)) {
    const content = modules[name]!;
    if (!isObject(content)) throw invalidContent(`modulesContent.${name} must be an object`);
    desiredOf(content);
  }
}

function segmentsOf(path: string): string[] {
  if (path === root) return [];
  const segments = path.startsWith(`${root}.`) ? path.slice(root.length + 1).split('.') : [''];
  if (segments.includes('')) {
    throw invalidContent(`${JSON.stringify(path)} is no path for content: expected ${root} or ${root}.<path>`);
  }
  return segments;
}

function nest(segments: readonly string[], value: Json): JsonObject {
  if (segments.length === 0 && !isObject(value)) throw invalidContent(`the content of ${root} must be an object`);
  return segments.reduceRight<Json>((inner, name) => {
    const outer: MutableJsonObject = bareObject();
    outer[name] = inner;
    return outer;
  }, value) as JsonObject;
}

function invalidContent(message: string): HubError {
  return hubError('InvalidConfigurationContent', message);
}
