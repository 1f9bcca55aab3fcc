import type { TwinVersion } from '../../clients/twin-watch.ts';
import { bareObject, isObject, type JsonObject, type MutableJsonObject } from '../../lib/json.ts';
import type { SectionName } from '../../twin/limits.ts';
import { mergeValues } from '../../twin/merge-values.ts';
import { beginsLife } from '../../twin/seen-version.ts';
import { readSection, type TwinDocument, valuesOf, wireSection } from '../../twin/twin-document.ts';
import { inversePatch, minimalPatch } from '../edit/minimal-patch.ts';
import { newsTime } from '../panes/news-time.ts';

/** Versions that are looked through one by one: of a twin that changes faster, the ones before count as one step. */
const mostSteps = 16;
const sections: readonly SectionName[] = ['tags', 'desired', 'reported'];

/** Where in the history the news begin: the last version that is none, or the first of all of this twin. */
export function newsStart(history: readonly TwinVersion[], now: number): number {
  const old = history.findLastIndex(({ at }) => now - at >= newsTime);
  const first = history.findLastIndex((_, index) => beginsLife(history, index));
  return Math.max(0, old, first, history.length - 1 - mostSteps);
}

/**
 * The newest version as it was before its news: each value that changed lately has the value it had before its last
 * change. Beside the version right before the newest a mark would be gone as soon as anything else changes; beside an
 * old one a value that came and changed since would count as new, and not as changed.
 */
export function beforeNews(history: readonly TwinVersion[], start: number): TwinDocument | undefined {
  const first = history[start]?.document;
  if (first === undefined) return undefined;
  const values = new Map(sections.map(name => [name, mergeValues(valuesOf(first, name), {}) as MutableJsonObject]));
  for (let at = start + 1; at < history.length; at++) {
    const step = stepBack(history[at - 1]!.document, history[at]!.document);
    for (const name of sections) {
      const patch = step[name];
      if (patch !== undefined) apply(values.get(name)!, patch);
    }
  }
  const { desired, reported } = first.properties;
  return {
    ...first,
    tags: values.get('tags')!,
    properties: {
      desired: wireSection({ ...readSection(desired), values: values.get('desired')! }),
      reported: wireSection({ ...readSection(reported), values: values.get('reported')! }),
    },
  };
}

/** Changes `values` in place: it is our own copy, and large where the patch is small. */
function apply(values: MutableJsonObject, patch: JsonObject): void {
  for (const key of Object.keys(patch)) {
    const change = patch[key]!;
    if (change === null) delete values[key];
    else if (isObject(change)) applyInside(values, key, change);
    else values[key] = change;
  }
}

/** What is new as a whole stays so when something was added to it since. */
function applyInside(values: MutableJsonObject, key: string, change: JsonObject): void {
  const before = values[key];
  const after = mergeValues(isObject(before) ? before : bareObject(), change);
  if (before !== undefined || Object.keys(after).length > 0) values[key] = after;
}

type Step = { readonly [Name in SectionName]?: JsonObject | undefined };

/**
 * What takes a version back to the one before, by that one. A twin is drawn often, and each step is worked out once.
 */
const steps = new WeakMap<TwinDocument, { readonly to: TwinDocument; readonly step: Step }>();

function stepBack(to: TwinDocument, from: TwinDocument): Step {
  const known = steps.get(from);
  if (known?.to === to) return known.step;
  const step = Object.fromEntries(sections.map(name => [name, sectionBack(to, from, name)])) as Step;
  steps.set(from, { to, step });
  return step;
}

/** A section of the same version has not changed; tags have none. */
function sectionBack(to: TwinDocument, from: TwinDocument, name: SectionName): JsonObject | undefined {
  if (name !== 'tags' && to.properties[name].$version === from.properties[name].$version) return undefined;
  const before = valuesOf(to, name);
  const patch = minimalPatch(before, valuesOf(from, name));
  return patch && inversePatch(before, patch);
}
