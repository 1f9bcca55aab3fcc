import { bareObject, isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import type { SectionName } from '../../twin/limits.ts';
import { metadataOf } from '../../twin/metadata.ts';
import type { Section } from '../../twin/twin.ts';
import { readSection, type TwinDocument } from '../../twin/twin-document.ts';
import { type Difference, differenceAt, type OtherSide, otherSideAt, otherSideOf } from './tree-difference.ts';

/** One line of the tree. `path` begins with the section's name and is what folding and the cursor remember. */
export type TreeNode = {
  readonly id: string;
  readonly section: SectionName;
  /** Keys below the section; empty for the section itself. */
  readonly path: readonly string[];
  readonly value: Json;
  readonly depth: number;
  readonly isFolded: boolean;
  readonly isFoldable: boolean;
  /** `$lastUpdated` of the node; tags have none. */
  readonly updated: string | undefined;
  readonly change:
    | { readonly kind: 'changed'; readonly was: Json | undefined }
    /** `isInside`: with what holds it, of which that is told. */
    | { readonly kind: 'added'; readonly isInside: boolean }
    /** The key is not there any more: `value` is what it was. */
    | { readonly kind: 'deleted' }
    | undefined;
  /** Where desired and reported do not agree. */
  readonly difference: Difference | undefined;
};

export type TreeOptions = {
  readonly twin: TwinDocument;
  /** The version before, to mark what changed. */
  readonly previous: TwinDocument | undefined;
  readonly folded: ReadonlySet<string>;
  readonly onlyDifferences: boolean;
};

type Sides = Readonly<Record<SectionName, Section>>;
const sections: readonly SectionName[] = ['tags', 'desired', 'reported'];
const compared: readonly SectionName[] = ['desired', 'reported'];

/** The twin as lines, top down; what is folded is left out. */
export function twinTree({ twin, previous, folded, onlyDifferences }: TreeOptions): readonly TreeNode[] {
  const now = sidesOf(twin);
  const before = previous === undefined ? undefined : sidesOf(previous);
  const nodes: TreeNode[] = [];
  // Tags are the back end's own: there is no other side that they could differ from.
  for (const section of onlyDifferences ? compared : sections) {
    const { values: value, metadata } = now[section];
    const was = before?.[section].values;
    const side = otherSideOf(section, now.desired, now.reported);
    const walk = { section, nodes, folded, before: was, onlyDifferences };
    visit(walk, { path: [], value, metadata, was, side, isInside: false });
  }
  return nodes;
}

export function nodeId(section: SectionName, path: readonly string[]): string {
  return JSON.stringify([section, ...path]);
}

type Walk = {
  readonly section: SectionName;
  readonly nodes: TreeNode[];
  readonly folded: ReadonlySet<string>;
  /** Undefined where nothing is compared with a version before. */
  readonly before: JsonObject | undefined;
  readonly onlyDifferences: boolean;
};

/** One place of a section, with what stands there on the other side and stood there before. */
type Place = {
  readonly path: readonly string[];
  readonly value: Json;
  readonly metadata: JsonObject | undefined;
  readonly was: Json | undefined;
  readonly side: OtherSide | undefined;
  readonly isInside: boolean;
};

/** Adds the lines of a place, and tells whether desired and reported differ in it. */
function visit(walk: Walk, place: Place): boolean {
  const { section, nodes, folded, onlyDifferences, before } = walk;
  const { path, value, metadata, was, side, isInside } = place;
  const keys = isObject(value) ? keysOf(value, onlyDifferences ? undefined : was) : [];
  const id = nodeId(section, path);
  const isFoldable = keys.length > 0;
  const isFolded = isFoldable && folded.has(id);
  const difference = path.length === 0 ? undefined : differenceAt(section, value, metadata, side);
  const updated = metadata?.$lastUpdated;
  const at = nodes.length;
  const shown: TreeNode = {
    id,
    section,
    path,
    value,
    depth: path.length,
    isFolded,
    isFoldable,
    updated: typeof updated === 'string' ? updated : undefined,
    change: path.length === 0 || before === undefined ? undefined : changeOf(value, was, isInside),
    difference,
  };
  nodes.push(shown);
  let differs = difference !== undefined;
  // What is folded is looked into all the same: its branch is kept for what differs in it.
  if (isObject(value) && (!isFolded || onlyDifferences)) {
    const isNew = path.length > 0 && was === undefined;
    for (const key of keys) differs = visitMember(walk, { ...place, value, isInside: isNew }, key) || differs;
  }
  if (isFolded) nodes.length = at + 1;
  if (!onlyDifferences || differs) return differs;
  // A section stays, with nothing to unfold.
  nodes.length = at;
  if (path.length === 0) nodes.push({ ...shown, isFoldable: false, isFolded: false });
  return false;
}

function visitMember(walk: Walk, place: Place & { readonly value: JsonObject }, key: string): boolean {
  const path = [...place.path, key];
  const [value, was] = [memberOf(place.value, key), memberOf(place.was, key)];
  if (value === undefined) {
    walk.nodes.push(deletedNode(walk.section, path, was!));
    return false;
  }
  const metadata = metadataOf(place.metadata, key);
  return visit(walk, {
    ...place,
    path,
    value,
    was,
    metadata,
    side: otherSideAt(walk.section, place.value, place.side, key),
  });
}

/** The keys, each of those that are gone behind the one it stood behind. */
function keysOf(value: JsonObject, was: Json | undefined): readonly string[] {
  const keys = Object.keys(value);
  if (!isObject(was)) return keys;
  let last: string | undefined;
  for (const key of Object.keys(was)) {
    if (!Object.hasOwn(value, key)) keys.splice(last === undefined ? 0 : keys.indexOf(last) + 1, 0, key);
    last = key;
  }
  return keys;
}

function deletedNode(section: SectionName, path: readonly string[], was: Json): TreeNode {
  return {
    id: nodeId(section, path),
    section,
    path,
    value: was,
    depth: path.length,
    isFolded: false,
    isFoldable: false,
    updated: undefined,
    change: { kind: 'deleted' },
    difference: undefined,
  };
}

/** Objects change with what is in them, which is marked itself. */
function changeOf(value: Json, was: Json | undefined, isInside: boolean): TreeNode['change'] {
  if (was === undefined) return { kind: 'added', isInside };
  if (isObject(value) && isObject(was)) return undefined;
  return JSON.stringify(value) === JSON.stringify(was) ? undefined : { kind: 'changed', was };
}

function sidesOf({ tags = {}, properties }: TwinDocument): Sides {
  return {
    tags: { values: tags, metadata: bareObject(), version: 0 },
    desired: readSection(properties.desired),
    reported: readSection(properties.reported),
  };
}
