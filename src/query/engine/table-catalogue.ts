import type { Json } from '../../lib/json.ts';
import { pathKey } from '../compile/paths.ts';
import type { Catalogue, FoundPath, PathEntry, PathType, ValueEntry } from '../completion/catalogue.ts';
import type { PathNode } from './path-tree.ts';
import type { TableEngine } from './table-engine.ts';
import { someObject } from './value-store.ts';

/** Rows and shapes beyond these are not looked at: an offer must be quick, and a sample shows what is frequent. */
const sampledRows = 5000;
const sampledShapes = 20_000;
const typeSamples = 8;
const offeredValues = 50;

/** What a table's rows hold, for completion: paths from their shapes, values from columns or else from a sample. */
export class TableCatalogue implements Catalogue {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  paths(prefix: readonly string[]): readonly PathEntry[] {
    let node: PathNode | undefined = this.#engine.table.paths.root;
    for (const name of prefix) node = node?.children.get(name);
    if (node === undefined) return [];
    const counts = this.#counts();
    const offered = [...node.children.values()].filter(({ name }) => !name.startsWith('$'));
    return offered.map(child => this.#entry(child, counts)).sort((a, b) => b.count - a.count);
  }

  values(path: readonly string[], prefix: string): readonly ValueEntry[] {
    const folded = prefix.toLowerCase();
    const entries: ValueEntry[] = [];
    for (const [value, count] of this.#valueCounts(path)) {
      if (String(value).toLowerCase().startsWith(folded)) entries.push({ value, count });
    }
    return entries.sort((a, b) => b.count - a.count).slice(0, offeredValues);
  }

  find(start: string, limit: number): readonly FoundPath[] {
    const counts = this.#counts();
    const folded = start.toLowerCase();
    const found: FoundPath[] = [];
    for (const id of counts.keys()) {
      const node = this.#engine.table.paths.node(id);
      const isOffered = node.parent?.parent !== undefined && node.name.toLowerCase().startsWith(folded);
      if (isOffered && !node.name.startsWith('$')) found.push(this.#entry(node, counts));
    }
    return found.sort((a, b) => b.count - a.count).slice(0, limit);
  }

  #entry(node: PathNode, counts: ReadonlyMap<number, number>): FoundPath {
    const { segments, name } = node;
    const type = node.children.size > 0 ? 'object' : this.#typeOf(segments);
    return { name, segments, count: counts.get(node.id) ?? 0, type };
  }

  #counts(): Map<number, number> {
    const counts = new Map<number, number>();
    let shapes = 0;
    for (const { entries, rows } of this.#engine.table.shapes.all()) {
      if (++shapes > sampledShapes) break;
      for (const entry of entries) counts.set(entry >> 1, (counts.get(entry >> 1) ?? 0) + rows);
    }
    return counts;
  }

  #typeOf(segments: readonly string[]): PathType {
    const types = new Set<PathType>();
    for (const value of this.#sample(segments, typeSamples)) {
      types.add(Array.isArray(value) ? 'array' : (typeof value as PathType));
    }
    const [only = 'string'] = types;
    return types.size > 1 ? 'mixed' : only;
  }

  #valueCounts(segments: readonly string[]): Map<string | number | boolean, number> {
    const counts = new Map<string | number | boolean, number>();
    const add = (value: Json | undefined, count: number) => {
      if (Array.isArray(value)) for (const element of value as readonly Json[]) add(element, count);
      else if (value !== undefined && value !== null && typeof value !== 'object') {
        counts.set(value, (counts.get(value) ?? 0) + count);
      }
    };
    const column = this.#engine.columns.column(pathKey(segments));
    if (column !== undefined) for (const [id, value] of column.values.entries()) add(value, column.count(id));
    else for (const value of this.#sample(segments, sampledRows)) add(value, 1);
    return counts;
  }

  /** Defined values of a path, those of the newest rows. */
  *#sample(segments: readonly string[], limit: number): Generator<Json, void> {
    const read = this.#engine.reader(segments);
    let found = 0;
    const { limit: end } = this.#engine.table;
    for (let row = end - 1; row >= Math.max(0, end - sampledRows) && found < limit; row--) {
      const value = read(row);
      if (value === undefined || value === someObject) continue;
      found++;
      yield value;
    }
  }
}
