import { isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import type { SectionName } from '../../twin/limits.ts';
import { metadataOf } from '../../twin/metadata.ts';
import { readSection, type TwinDocument } from '../../twin/twin-document.ts';

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
    | undefined;
  /** The other side's value where desired and reported do not agree. */
  readonly other: { readonly value: Json | undefined } | undefined;
};

export type TreeOptions = {
  readonly twin: TwinDocument;
  /** The version before, to mark what changed. */
  readonly previous: TwinDocument | undefined;
  readonly folded: ReadonlySet<string>;
  readonly onlyDifferences: boolean;
};

type Side = { readonly values: JsonObject; readonly metadata: JsonObject | undefined };
type Sides = Readonly<Record<SectionName, Side>>;
const sections: readonly SectionName[] = ['tags', 'desired', 'reported'];

/** The twin as lines, top down; what is folded is left out. */
export function twinTree({ twin, previous, folded, onlyDifferences }: TreeOptions): readonly TreeNode[] {
  const now = sidesOf(twin);
  const before = previous === undefined ? undefined : sidesOf(previous);
  const nodes: TreeNode[] = [];
  for (const section of sections) {
    const walk = {
      section,
      nodes,
      folded,
      before: before?.[section].values,
      other: otherSide(section, now),
      onlyDifferences,
    };
    visit(walk, [], now[section].values, now[section].metadata, walk.before, 0);
  }
  return nodes;
}

export function nodeId(section: SectionName, path: readonly string[]): string {
  return JSON.stringify([section, ...path]);
}

/** The path as a query writes it, e.g. `properties.reported.connectivity.type`. */
export function queryPath({ section, path }: Pick<TreeNode, 'section' | 'path'>): string {
  return [section === 'tags' ? 'tags' : `properties.${section}`, ...path].join('.');
}

type Walk = {
  readonly section: SectionName;
  readonly nodes: TreeNode[];
  readonly folded: ReadonlySet<string>;
  readonly before: JsonObject | undefined;
  readonly other: JsonObject | undefined;
  readonly onlyDifferences: boolean;
};

function visit(
  walk: Walk,
  path: readonly string[],
  value: Json,
  metadata: JsonObject | undefined,
  was: Json | undefined,
  depth: number,
  isInside = false,
): void {
  const { section, nodes, folded } = walk;
  const id = nodeId(section, path);
  const members = isObject(value) ? Object.keys(value) : [];
  const isFoldable = members.length > 0;
  const isFolded = isFoldable && folded.has(id);
  const other = differing(walk, path, value);
  const updated = metadata?.$lastUpdated;
  const at = nodes.length;
  nodes.push({
    id,
    section,
    path,
    value,
    depth,
    isFolded,
    isFoldable,
    updated: typeof updated === 'string' ? updated : undefined,
    change: path.length === 0 || walk.before === undefined ? undefined : changeOf(value, was, isInside),
    other,
  });
  if (isFolded || !isObject(value)) return;
  const isNew = path.length > 0 && was === undefined;
  for (const key of members) {
    visit(walk, [...path, key], value[key]!, metadataOf(metadata, key), memberOf(was, key), depth + 1, isNew);
  }
  const isEmptyBranch = walk.onlyDifferences && depth > 0 && nodes.length === at + 1;
  if (isEmptyBranch && other === undefined) nodes.length = at;
}

/** Objects change with what is in them, which is marked itself. */
function changeOf(value: Json, was: Json | undefined, isInside: boolean): TreeNode['change'] {
  if (was === undefined) return { kind: 'added', isInside };
  if (isObject(value) && isObject(was)) return undefined;
  return JSON.stringify(value) === JSON.stringify(was) ? undefined : { kind: 'changed', was };
}

/**
 * Leaves that the other side holds with another value, or not at all where this is desired. An acknowledged property
 * is an object with the value beside its status.
 */
function differing({ section, other }: Walk, path: readonly string[], value: Json): TreeNode['other'] {
  if (other === undefined || path.length === 0 || isObject(value)) return undefined;
  let found: Json | undefined = other;
  for (const key of path) found = acknowledged(memberOf(found, key));
  if (section === 'reported' && found === undefined) return undefined;
  return JSON.stringify(found) === JSON.stringify(value) ? undefined : { value: found };
}

function acknowledged(value: Json | undefined): Json | undefined {
  return isObject(value) && 'ac' in value && 'value' in value ? value.value : value;
}

function otherSide(section: SectionName, sides: Sides): JsonObject | undefined {
  if (section === 'tags') return undefined;
  return sides[section === 'desired' ? 'reported' : 'desired'].values;
}

function sidesOf({ tags = {}, properties }: TwinDocument): Sides {
  return {
    tags: { values: tags, metadata: undefined },
    desired: readSection(properties.desired),
    reported: readSection(properties.reported),
  };
}
