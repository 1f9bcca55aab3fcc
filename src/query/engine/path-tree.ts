/** One member somewhere in the rows: `tags`, `tags.location`, … Numbers of members that vanished are used again. */
export class PathNode {
  readonly id: number;
  readonly name: string;
  readonly parent: PathNode | undefined;
  /** How many shapes have it. */
  shapes = 0;
  readonly children = new Map<string, PathNode>();
  /** Strings seen under this path, and how many of them were new to the store: timestamps and serial numbers are. */
  strings = 0;
  fresh = 0;

  constructor(id: number, name: string, parent: PathNode | undefined) {
    this.id = id;
    this.name = name;
    this.parent = parent;
  }

  /** False where nearly every row has a string of its own: sharing those would cost more than it saves. */
  get repeats(): boolean {
    return this.strings < 1024 || this.fresh * 2 < this.strings;
  }

  /** Counts a string; the counts are halved now and then so that the judgement can change. */
  saw(isNew: boolean): void {
    this.strings++;
    if (isNew) this.fresh++;
    if (this.strings < 65_536) return;
    this.strings >>= 1;
    this.fresh >>= 1;
  }

  get segments(): string[] {
    return this.parent === undefined ? [] : [...this.parent.segments, this.name];
  }
}

/** All members of all rows of a table, as a tree. */
export class PathTree {
  readonly root = new PathNode(0, '', undefined);
  readonly #nodes: (PathNode | undefined)[] = [this.root];
  readonly #free: number[] = [];

  node(id: number): PathNode {
    return this.#nodes[id]!;
  }

  child(parent: PathNode, name: string): PathNode {
    const known = parent.children.get(name);
    if (known !== undefined) return known;
    const id = this.#free.pop() ?? this.#nodes.length;
    const node = new PathNode(id, name, parent);
    this.#nodes[id] = node;
    parent.children.set(name, node);
    return node;
  }

  /** A shape with these members appeared (+1) or went (-1). Members without a shape are forgotten. */
  use(ids: Iterable<number>, by: 1 | -1): void {
    const gone: PathNode[] = [];
    for (const id of ids) {
      const node = this.node(id);
      node.shapes += by;
      if (node.shapes === 0) gone.push(node);
    }
    for (const node of gone) {
      node.parent?.children.delete(node.name);
      this.#nodes[node.id] = undefined;
      this.#free.push(node.id);
    }
  }

  get size(): number {
    return this.#nodes.length - this.#free.length - 1;
  }
}
