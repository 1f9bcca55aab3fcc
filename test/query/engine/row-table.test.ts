import { describe, expect, it } from 'vitest';
import { RowTable } from '../../../src/query/engine/row-table.ts';
import { TableEngine } from '../../../src/query/engine/table-engine.ts';
import { tableQuery } from '../../../src/query/engine/table-query.ts';
import { parseQuery } from '../../../src/query/language/parser.ts';
import { Random } from './arbitrary.ts';
import { run } from './twin-rows.ts';

describe('RowTable', () => {
  it('forgets members, strings and shapes that no row has any more', () => {
    const table = new RowTable();
    for (let index = 0; index < 20_000; index++) {
      table.put(`k${index % 10}`, row => row.member('tags', { [`name${index}`]: `text${index}`, n: index / 3 }));
    }
    expect(table.paths.size).toBeLessThanOrEqual(12);
    expect(table.shapes.limit).toBeLessThanOrEqual(11);
    expect(table.values.sharedCount).toBeLessThanOrEqual(10);
    for (let index = 0; index < 10; index++) table.delete(`k${index}`);
    expect([table.size, table.paths.size, table.values.sharedCount]).toEqual([0, 0, 0]);
  });

  it('gives up blocks whose rows are gone', () => {
    const table = new RowTable();
    for (let index = 0; index < 50_000; index++) {
      table.put(`k${index}`, row => row.member('a', index));
      if (index >= 100) table.delete(`k${index - 100}`);
    }
    expect(table.bytes).toBeLessThan(200_000);
    expect(table.keyOf(0)).toBeUndefined();
    expect(table.keyOf(49_999)).toBe('k49999');
  });
});

describe('ColumnSet', () => {
  const source = { reader: () => undefined, document: () => ({}), rowsOf: () => [] };
  const filled = (limits: { bytes: number; rows: number; queries: number }) => {
    const table = new RowTable();
    const random = new Random(1);
    for (let index = 0; index < 5000; index++) {
      table.put(`k${index}`, row => {
        for (let path = 0; path < 20; path++) row.member(`p${path}`, random.below(50));
        row.member('list', [index]);
      });
    }
    return new TableEngine(table, source, limits);
  };
  const over = (path: string) =>
    tableQuery(parseQuery(`SELECT COUNT() FROM devices WHERE tags.x = 1 OR tags.${path} > 10`));
  const query = (path: string) => ({ ...over(path), conditionPaths: [{ key: path, segments: [path] }] });

  it('stays within its bytes, dropping what was used longest ago', () => {
    const engine = filled({ bytes: 100_000, rows: 0, queries: 1000 });
    for (let path = 0; path < 20; path++) run(engine.learn(query(`p${path}`)));
    expect(engine.columns.bytes).toBeLessThanOrEqual(100_000);
    expect(engine.columns.keys).toContain('p19');
    expect(engine.columns.keys).not.toContain('p0');
  });

  it('drops a column that no query uses', () => {
    const engine = filled({ bytes: 1e8, rows: 0, queries: 3 });
    run(engine.learn(query('p0')));
    for (let count = 0; count < 5; count++) engine.columns.countQuery(['p1']);
    expect(engine.columns.keys).toEqual([]);
  });

  it('does not hold arrays', () => {
    const engine = filled({ bytes: 1e8, rows: 0, queries: 3 });
    run(engine.learn(query('list')));
    expect(engine.columns.keys).toEqual([]);
    expect(engine.columns.canLearn('list')).toBe(false);
  });
});
