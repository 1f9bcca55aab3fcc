import type { PathNode, PathTree } from './path-tree.ts';
import type { Shape, ShapeTable } from './shape-table.ts';

/** Where the value of a path is in rows of a shape: a position, or one of these. */
export const slot = { unresolved: -3, object: -2, absent: -1 } as const;

type Member = { readonly node: PathNode; readonly isObject: boolean };

/**
 * Finds the position of one path in each shape. A member is looked for as it is spelled, and without regard to case
 * only where the object has none of that spelling; hub-reference 5.3.
 */
export class PathSlots {
  readonly segments: readonly string[];
  readonly #paths: PathTree;
  readonly #shapes: ShapeTable;
  #slots = new Int32Array(16).fill(slot.unresolved);
  #reuses: number;

  constructor(segments: readonly string[], paths: PathTree, shapes: ShapeTable) {
    this.segments = segments;
    this.#paths = paths;
    this.#shapes = shapes;
    this.#reuses = shapes.reuses;
  }

  /** By number of shape; valid until shapes are added. */
  table(): Int32Array {
    const { limit, reuses } = this.#shapes;
    if (reuses !== this.#reuses) this.#slots.fill(slot.unresolved);
    this.#reuses = reuses;
    if (limit > this.#slots.length) {
      const next = new Int32Array(Math.max(limit, Math.ceil(this.#slots.length * 1.5))).fill(slot.unresolved);
      next.set(this.#slots);
      this.#slots = next;
    }
    return this.#slots;
  }

  /** Called by generated code for a shape it sees for the first time. */
  readonly resolve = (id: number): number => {
    const found = this.#find(this.#shapes.shape(id)!);
    this.table()[id] = found;
    return found;
  };

  #find(shape: Shape): number {
    let node: PathNode = this.#paths.root;
    let isObject = true;
    for (const segment of this.segments) {
      const next: Member | undefined = isObject ? this.#member(shape, node, segment) : undefined;
      if (next === undefined) return slot.absent;
      node = next.node;
      isObject = next.isObject;
    }
    return isObject ? slot.object : positionOf(shape, node.id);
  }

  #member(shape: Shape, parent: PathNode, name: string): Member | undefined {
    let folded: Member | undefined;
    const exact = parent.children.get(name);
    const wanted = name.toLowerCase();
    for (const entry of shape.entries) {
      const node = this.#paths.node(entry >> 1);
      const found = { node, isObject: (entry & 1) === 1 };
      if (node === exact) return found;
      if (folded === undefined && node.parent === parent && node.name.toLowerCase() === wanted) folded = found;
    }
    return folded;
  }
}

function positionOf(shape: Shape, id: number): number {
  let position = 0;
  for (const entry of shape.entries) {
    if (entry === id << 1) return position;
    if ((entry & 1) === 0) position++;
  }
  return slot.absent;
}
