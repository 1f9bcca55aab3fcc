import type { PathTree } from './path-tree.ts';

/**
 * Which members a row has, in its order: for each the number of its path, doubled, plus one where it is an object.
 * Rows of one kind share a shape, so that a path is looked up once per shape and not once per row.
 */
export type Shape = {
  readonly id: number;
  readonly entries: Int32Array;
  readonly hash: number;
  /** Rows of this shape. */
  rows: number;
};

export class ShapeTable {
  readonly #paths: PathTree;
  readonly #shapes: (Shape | undefined)[] = [];
  readonly #byHash = new Map<number, Shape[]>();
  readonly #free: number[] = [];
  #reuses = 0;

  constructor(paths: PathTree) {
    this.#paths = paths;
  }

  /** One more than the highest number of a shape there ever was. */
  get limit(): number {
    return this.#shapes.length;
  }

  shape(id: number): Shape | undefined {
    return this.#shapes[id];
  }

  *all(): IterableIterator<Shape> {
    for (const shape of this.#shapes) if (shape !== undefined) yield shape;
  }

  /** Grows whenever a number gets another meaning than it had. */
  get reuses(): number {
    return this.#reuses;
  }

  /** The shape with the first `length` entries, one row added to it. */
  acquire(entries: Int32Array, length: number): Shape {
    const hash = hashOf(entries, length);
    const bucket = this.#byHash.get(hash);
    const known = bucket?.find(shape => isSame(shape.entries, entries, length));
    const shape = known ?? this.#create(entries.slice(0, length), hash, bucket);
    shape.rows++;
    return shape;
  }

  release(id: number): void {
    const shape = this.#shapes[id]!;
    if (--shape.rows > 0) return;
    this.#shapes[id] = undefined;
    this.#free.push(id);
    const rest = this.#byHash.get(shape.hash)!.filter(other => other !== shape);
    if (rest.length > 0) this.#byHash.set(shape.hash, rest);
    else this.#byHash.delete(shape.hash);
    this.#paths.use(pathsOf(shape), -1);
  }

  #create(entries: Int32Array, hash: number, bucket: Shape[] | undefined): Shape {
    const reused = this.#free.pop();
    const shape: Shape = { id: reused ?? this.#shapes.length, entries, hash, rows: 0 };
    this.#shapes[shape.id] = shape;
    if (reused !== undefined) this.#reuses++;
    if (bucket === undefined) this.#byHash.set(hash, [shape]);
    else bucket.push(shape);
    this.#paths.use(pathsOf(shape), 1);
    return shape;
  }
}

function* pathsOf(shape: Shape): IterableIterator<number> {
  for (const entry of shape.entries) yield entry >> 1;
}

/** FNV-1a over the entries. */
function hashOf(entries: Int32Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < length; index++) hash = Math.imul(hash ^ entries[index]!, 0x01000193);
  return hash;
}

function isSame(known: Int32Array, entries: Int32Array, length: number): boolean {
  if (known.length !== length) return false;
  for (let index = 0; index < length; index++) if (known[index] !== entries[index]) return false;
  return true;
}
