import { bareObject, type Json, type JsonObject } from '../../../src/lib/json.ts';
import type { ColumnLimits } from '../../../src/query/engine/column-set.ts';
import { readMember } from '../../../src/query/engine/read-member.ts';
import type { RowReader } from '../../../src/query/engine/row-source.ts';
import { RowTable } from '../../../src/query/engine/row-table.ts';
import { TableEngine } from '../../../src/query/engine/table-engine.ts';
import { tableQuery } from '../../../src/query/engine/table-query.ts';
import type { Query } from '../../../src/query/language/ast.ts';
import { type Random, randomObject } from './arbitrary.ts';

/** Twin documents in memory, and an engine over them as the hub sets one up. */
export class TwinRows {
  readonly documents = new Map<string, JsonObject>();
  readonly engine: TableEngine;
  readonly #table = new RowTable();

  constructor(limits: ColumnLimits = { bytes: 1e8, rows: 0, queries: 1e6 }) {
    const document = (row: number) => this.documents.get(this.#table.keyOf(row)!)!;
    const rowsOf = (id: string) => [this.#table.rowOf(id)].filter(row => row !== undefined);
    this.engine = new TableEngine(
      this.#table,
      { document, rowsOf, reader: segments => this.#reader(segments) },
      limits,
    );
  }

  put(document: JsonObject): void {
    const id = String(document.deviceId);
    this.documents.set(id, document);
    this.#table.put(id, row => {
      for (const root of ['status', 'tags']) row.member(root, document[root]);
      row.open('properties');
      for (const [name, section] of Object.entries(document.properties as { [key: string]: JsonObject })) {
        row.open(name);
        for (const key of Object.keys(section)) if (key !== '$metadata') row.member(key, section[key]);
        row.close();
      }
      row.close();
    });
  }

  delete(id: string): void {
    this.documents.delete(id);
    this.#table.delete(id);
  }

  /** All rows of the answer, as objects. */
  select(query: Query): JsonObject[] {
    const prepared = tableQuery(query);
    if (prepared.isAggregate) {
      const { groups } = run(this.engine.groups(prepared));
      return groups.slice(0, query.top).map(group => this.engine.groupRow(group, prepared));
    }
    const rows: number[] = [];
    const limit = query.top ?? Infinity;
    run(this.engine.find(prepared, 0, row => rows.push(row) < limit));
    const shown = prepared.columns === undefined ? this.engine.source.document : this.engine.projection(prepared);
    return rows.map(row => shown(row));
  }

  learn(query: Query): void {
    run(this.engine.learn(tableQuery(query)));
  }

  #reader(segments: readonly string[]): RowReader | undefined {
    const [root] = segments;
    const parses = segments.includes('$metadata');
    if (!parses && root !== 'deviceId' && root !== 'lastActivityTime') return undefined;
    const read = (row: number): Json | undefined => readMember(this.documents.get(this.#table.keyOf(row)!), segments);
    return { read, parses, isVolatile: root === 'lastActivityTime' };
  }
}

export function run<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export function randomTwin(random: Random, deviceId: string): JsonObject {
  const section = (values: JsonObject) =>
    Object.assign(bareObject(), values, {
      $metadata: { $lastUpdated: `2024-0${random.below(9)}`, a: { b: 1 } },
      $version: random.below(5),
    });
  const tags = randomObject(random);
  return Object.assign(
    bareObject(),
    { deviceId, status: random.pick(['enabled', 'disabled']), lastActivityTime: `2024-01-0${random.below(9)}` },
    Object.keys(tags).length > 0 ? { tags } : {},
    { properties: { desired: section(randomObject(random)), reported: section(randomObject(random)) } },
  );
}
