import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { PathNode, PathTree } from './path-tree.ts';
import type { ValueStore } from './value-store.ts';

/** Takes one row apart into its shape's entries and its values' codes. Used again for every row. */
export class RowWriter {
  entries = new Int32Array(256);
  codes = new Int32Array(256);
  entryCount = 0;
  codeCount = 0;
  readonly #paths: PathTree;
  readonly #values: ValueStore;
  readonly #open: PathNode[] = [];
  #node: PathNode;

  constructor(paths: PathTree, values: ValueStore) {
    this.#paths = paths;
    this.#values = values;
    this.#node = paths.root;
  }

  begin(): void {
    this.entryCount = 0;
    this.codeCount = 0;
    this.#open.length = 0;
    this.#node = this.#paths.root;
  }

  member(name: string, value: Json | undefined): void {
    if (value === undefined) return;
    if (isObject(value)) {
      this.open(name);
      this.members(value);
      this.close();
      return;
    }
    const node = this.#paths.child(this.#node, name);
    this.#enter(node.id << 1);
    if (this.codeCount === this.codes.length) this.codes = doubled(this.codes);
    this.codes[this.codeCount++] = this.#encode(node, value);
  }

  members(values: JsonObject): void {
    for (const name of Object.keys(values)) this.member(name, values[name]);
  }

  open(name: string): void {
    const node = this.#paths.child(this.#node, name);
    this.#enter((node.id << 1) | 1);
    this.#open.push(this.#node);
    this.#node = node;
  }

  close(): void {
    this.#node = this.#open.pop()!;
  }

  #enter(entry: number): void {
    if (this.entryCount === this.entries.length) this.entries = doubled(this.entries);
    this.entries[this.entryCount++] = entry;
  }

  #encode(node: PathNode, value: Json): number {
    if (typeof value !== 'string') return this.#values.encode(value, true);
    const { repeats } = node;
    const before = this.#values.sharedCount;
    const code = this.#values.encode(value, repeats);
    node.saw(!repeats || this.#values.sharedCount > before);
    return code;
  }
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const next = new Int32Array(array.length * 2);
  next.set(array);
  return next;
}
