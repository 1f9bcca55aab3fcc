import { bareObject, isObject, type Json, type JsonObject, type MutableJsonObject } from '../../lib/json.ts';
import { limits } from '../../twin/limits.ts';
import { TwinRuleError } from '../../twin/rule-error.ts';
import { memberSize } from '../../twin/size.ts';
import { validateWrite } from '../../twin/validate.ts';
import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';
import { contentKinds } from './configuration.ts';

/** What a configuration writes: values by path, e.g. `properties.desired.fw`. */
export type PathContent = { readonly [path: string]: Json };

const root = 'properties.desired';

/** More than any twin can take is refused before it is gathered, as floods of twin writes are. */
const flood = 4 * limits.sectionSize.desired;

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
  else checkPaths(value);
  return { [kind]: value };
}

/** The patch of desired that applies values by path. Throws HubError 400 InvalidConfigurationContent. */
export function desiredOf(content: PathContent): JsonObject {
  const desired = bareObject();
  for (const path of Object.keys(content)) place(desired, segmentsOf(path), content[path]!);
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
    checkPaths(content);
  }
}

function checkPaths(content: PathContent): void {
  let size = 0;
  for (const path of Object.keys(content)) {
    size += memberSize(path.slice(path.lastIndexOf('.') + 1), content[path]!);
    if (size > flood) throw invalidContent(`the content would take more than ${flood} bytes, which no twin can take`);
  }
  desiredOf(content);
}

function segmentsOf(path: string): string[] {
  if (path === root) return [];
  // Of a path that leads too deep no more is looked at than shows it.
  const segments = path.startsWith(`${root}.`) ? path.slice(root.length + 1).split('.', limits.depth + 2) : [''];
  if (segments.includes('')) {
    throw invalidContent(`${JSON.stringify(path)} is no path for content: expected ${root} or ${root}.<path>`);
  }
  return segments;
}

/** Into the one tree of all paths: a tree anew for each path took half a minute for 20,000 of them. */
function place(desired: MutableJsonObject, segments: readonly string[], value: Json): void {
  const last = segments.at(-1);
  if (last === undefined) {
    if (!isObject(value)) throw invalidContent(`the content of ${root} must be an object`);
    return merge(desired, value);
  }
  let inner = desired;
  for (const name of segments.slice(0, -1)) inner = objectAt(inner, name);
  put(inner, last, value);
}

/** Objects are made anew on the way in, so that what is put beside them later does not change the content. */
function put(into: MutableJsonObject, name: string, value: Json): void {
  if (isObject(value)) merge(objectAt(into, name), value);
  else into[name] = value;
}

function merge(into: MutableJsonObject, values: JsonObject): void {
  for (const name of Object.keys(values)) put(into, name, values[name]!);
}

function objectAt(outer: MutableJsonObject, name: string): MutableJsonObject {
  const known = outer[name];
  if (isObject(known)) return known;
  const inner = bareObject();
  outer[name] = inner;
  return inner;
}

function invalidContent(message: string): HubError {
  return hubError('InvalidConfigurationContent', message);
}
