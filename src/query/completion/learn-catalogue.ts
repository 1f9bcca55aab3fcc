import type { JsonObject } from '../../lib/json.ts';
import type { Catalogue, FoundPath, PathEntry, PathType, ValueEntry } from './catalogue.ts';

export type CatalogueLimits = {
  readonly paths: number;
  readonly valuesPerPath: number;
  readonly values: number;
  /** Longer texts are not offered. */
  readonly valueLength: number;
};

const defaultLimits: CatalogueLimits = { paths: 20_000, valuesPerPath: 200, values: 100_000, valueLength: 128 };
/** Deeper than tags and properties may be nested. */
const maximalDepth = 14;
const offeredValues = 50;

type Primitive = string | number | boolean;

class Node {
  readonly segments: readonly string[];
  readonly folded: string;
  readonly children = new Map<string, Node>();
  readonly values = new Map<Primitive, number>();
  count = 0;
  type: PathType | undefined;
  /** Children in the order of offering; dropped by each change. */
  sorted: readonly PathEntry[] | undefined;

  constructor(segments: readonly string[]) {
    this.segments = segments;
    this.folded = (segments.at(-1) ?? '').toLowerCase();
  }

  entry(): FoundPath {
    const { segments, count, type = 'object' } = this;
    return { name: segments.at(-1) ?? '', count, type, segments };
  }
}

/** Learns from whole twins, one at a time; what exceeds the limits is left out. */
export class LearnedCatalogue implements Catalogue {
  readonly #root = new Node([]);
  readonly #limits: CatalogueLimits;
  readonly #nodes: Node[] = [];
  #values = 0;

  constructor(limits: CatalogueLimits) {
    this.#limits = limits;
  }

  learn(row: JsonObject): void {
    this.#learnMembers(this.#root, row, 0);
  }

  paths(prefix: readonly string[]): readonly PathEntry[] {
    const node = this.#at(prefix);
    if (node === undefined) return [];
    node.sorted ??= [...node.children.values()].map(child => child.entry()).sort(byCount);
    return node.sorted;
  }

  values(path: readonly string[], prefix: string): readonly ValueEntry[] {
    const folded = prefix.toLowerCase();
    return [...(this.#at(path)?.values ?? [])]
      .filter(([value]) => String(value).toLowerCase().startsWith(folded))
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count)
      .slice(0, offeredValues);
  }

  find(start: string, limit: number): readonly FoundPath[] {
    const folded = start.toLowerCase();
    const found: Node[] = [];
    for (const node of this.#nodes) {
      if (node.segments.length < 2 || !node.folded.startsWith(folded)) continue;
      if (found.length < limit) found.push(node);
      else if (node.count > found.at(-1)!.count) found[limit - 1] = node;
      else continue;
      // Nearly always the new one stays last: cheaper than sorting all that match.
      found.sort(byCount);
    }
    return found.map(node => node.entry());
  }

  #at(path: readonly string[]): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const name of path) node = node?.children.get(name);
    return node;
  }

  #learnMembers(node: Node, row: JsonObject, depth: number): void {
    if (depth > maximalDepth) return;
    for (const name of Object.keys(row)) {
      // The hub's own counters are known without learning them.
      if (name.startsWith('$')) continue;
      const child = node.children.get(name) ?? this.#grow(node, name);
      if (child !== undefined) this.#learnValue(child, row[name], depth);
      node.sorted = undefined;
    }
  }

  #grow(node: Node, name: string): Node | undefined {
    if (this.#nodes.length >= this.#limits.paths) return undefined;
    const child = new Node([...node.segments, name]);
    node.children.set(name, child);
    this.#nodes.push(child);
    return child;
  }

  #learnValue(node: Node, value: unknown, depth: number): void {
    if (value === null || value === undefined) return;
    node.count++;
    const type: PathType = Array.isArray(value) ? 'array' : (typeof value as PathType);
    node.type = node.type === undefined || node.type === type ? type : 'mixed';
    if (Array.isArray(value)) {
      for (const element of value) if (isPrimitive(element)) this.#countValue(node, element);
    } else if (isPrimitive(value)) {
      this.#countValue(node, value);
    } else {
      this.#learnMembers(node, value as JsonObject, depth + 1);
    }
  }

  #countValue({ values }: Node, value: Primitive): void {
    const count = values.get(value);
    if (count === undefined) {
      const isFull = values.size >= this.#limits.valuesPerPath || this.#values >= this.#limits.values;
      if (isFull || (typeof value === 'string' && value.length > this.#limits.valueLength)) return;
      this.#values++;
    }
    values.set(value, (count ?? 0) + 1);
  }
}

function isPrimitive(value: unknown): value is Primitive {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function byCount(one: { readonly count: number }, other: { readonly count: number }): number {
  return other.count - one.count;
}

export function learnCatalogue(limits: Partial<CatalogueLimits> = {}): LearnedCatalogue {
  return new LearnedCatalogue({ ...defaultLimits, ...limits });
}
