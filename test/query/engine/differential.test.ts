import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import type { Query } from '../../../src/query/language/ast.ts';
import { Random, randomQuery } from './arbitrary.ts';
import { naiveSelect } from './naive.ts';
import { randomTwin, TwinRows } from './twin-rows.ts';

const twins = 500;
const queries = 2000;

function filled(random: Random, rows: TwinRows): TwinRows {
  for (let index = 0; index < twins; index++) rows.put(randomTwin(random, `d${index}`));
  return rows;
}

function expectSame(rows: TwinRows, query: Query): number {
  const expected = naiveSelect(query, [...rows.documents.values()]);
  const found = rows.select(query);
  const canonical = (result: JsonObject[]) => {
    const texts = result.map(row => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
    return query.groupBy.length > 0 ? texts.sort() : texts;
  };
  if (JSON.stringify(canonical(found)) !== JSON.stringify(canonical(expected))) {
    expect.soft(canonical(found), JSON.stringify(query)).toEqual(canonical(expected));
    throw new Error('the engine and the naive evaluator differ');
  }
  return expected.length;
}

// Thousands of queries a test; a busy machine of two cores takes tens of seconds.
describe('the engine against a naive evaluator', { timeout: 120_000 }, () => {
  it('agrees without columns', () => {
    const random = new Random(1);
    const rows = filled(random, new TwinRows());
    let selected = 0;
    for (let count = 0; count < queries; count++) selected += expectSame(rows, randomQuery(random));
    expect(selected).toBeGreaterThan(queries);
  });

  it('agrees with a column for every path of every query', () => {
    const random = new Random(2);
    const rows = filled(random, new TwinRows());
    for (let count = 0; count < queries; count++) {
      const query = randomQuery(random);
      rows.learn(query);
      expectSame(rows, query);
    }
    expect(rows.engine.columns.keys.length).toBeGreaterThan(100);
  });

  it('agrees while twins come, change and go, and columns are learned and dropped', () => {
    const random = new Random(3);
    const rows = filled(random, new TwinRows({ bytes: 300_000, rows: 0, queries: 40 }));
    for (let count = 0; count < queries; count++) {
      for (let writes = random.below(8); writes > 0; writes--) {
        const id = `d${random.below(twins * 1.2)}`;
        if (random.next() < 0.2) rows.delete(id);
        else if (!rows.documents.has(id) || random.next() < 0.9) rows.put(randomTwin(random, id));
      }
      const query = randomQuery(random);
      if (random.next() < 0.5) rows.learn(query);
      const order = [...rows.documents.keys()].sort(
        (a, b) => rows.engine.table.rowOf(a)! - rows.engine.table.rowOf(b)!,
      );
      const documents = order.map(id => rows.documents.get(id)!);
      rows.documents.clear();
      for (const [at, id] of order.entries()) rows.documents.set(id, documents[at]!);
      expectSame(rows, query);
    }
  });
});
