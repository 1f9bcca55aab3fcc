import { bareObject, isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import { type TwinDocument, type TwinPatch, valuesOf } from '../../twin/twin-document.ts';
import { inversePatch, minimalPatch } from './minimal-patch.ts';

/** What a service may write. */
export type WritableSection = 'tags' | 'desired';
export const writableSections: readonly WritableSection[] = ['tags', 'desired'];

/** A write that a person is asked about before it is sent. */
export type TwinChange = {
  /** `replace` makes tags and desired exactly the content, and deletes what is not named. */
  readonly kind: 'patch' | 'replace';
  readonly content: TwinPatch;
};

/** One path that a change touches; `value` undefined: deleted. */
export type PathChange = {
  readonly section: WritableSection;
  readonly path: readonly string[];
  readonly was: Json | undefined;
  readonly value: Json | undefined;
};

export function sectionContent({ tags, properties }: TwinPatch, section: WritableSection): JsonObject | undefined {
  return (section === 'tags' ? tags : properties?.desired) ?? undefined;
}

export function contentOf(section: WritableSection, content: JsonObject): TwinPatch {
  return section === 'tags' ? { tags: content } : { properties: { desired: content } };
}

/** Both sections in one write; undefined when neither is there. */
export function joined(tags: JsonObject | undefined, desired: JsonObject | undefined): TwinPatch | undefined {
  if (tags === undefined && desired === undefined) return undefined;
  return { ...(tags && { tags }), ...(desired && { properties: { desired } }) };
}

/** Every path that the change touches, with what stands there now. */
export function pathChanges(twin: TwinDocument, { kind, content }: TwinChange): readonly PathChange[] {
  return writableSections.flatMap(section => {
    const before = valuesOf(twin, section);
    const written = sectionContent(content, section);
    const patch = kind === 'patch' ? written : minimalPatch(before, written ?? bareObject());
    return patch === undefined ? [] : leaves(section, [], before, patch);
  });
}

function leaves(
  section: WritableSection,
  path: readonly string[],
  before: Json | undefined,
  patch: JsonObject,
): readonly PathChange[] {
  return Object.keys(patch).flatMap(key => {
    const at = [...path, key];
    const was = memberOf(before, key);
    const value = patch[key]!;
    if (isObject(value) && isObject(was)) return leaves(section, at, was, value);
    return [{ section, path: at, was, value: value === null ? undefined : value }];
  });
}

/** What stands at a path of a section. */
export function valueAt(twin: TwinDocument, { section, path }: Pick<PathChange, 'section' | 'path'>): Json | undefined {
  let found: Json | undefined = valuesOf(twin, section);
  for (const key of path) found = memberOf(found, key);
  return found;
}

/** The patch that makes the sections of `from` those of `to`; undefined when they are equal. */
export function differencePatch(
  from: TwinDocument,
  to: TwinDocument,
  sections: readonly WritableSection[] = writableSections,
): TwinPatch | undefined {
  const [tags, desired] = writableSections.map(section =>
    sections.includes(section) ? minimalPatch(valuesOf(from, section), valuesOf(to, section)) : undefined,
  );
  return joined(tags, desired);
}

/** What takes a change back, given the twin before it. */
export function undoOf(before: TwinDocument, { kind, content }: TwinChange): TwinChange {
  if (kind === 'replace') {
    const desired = valuesOf(before, 'desired');
    return { kind, content: { tags: valuesOf(before, 'tags'), properties: { desired } } };
  }
  const [tags, desired] = writableSections.map(section => {
    const patch = sectionContent(content, section);
    return patch && inversePatch(valuesOf(before, section), patch);
  });
  return { kind, content: joined(tags, desired) ?? {} };
}
