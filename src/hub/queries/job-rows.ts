import type { JsonObject } from '../../lib/json.ts';
import { compileRowTest } from '../../query/compile/compile-row-test.ts';
import { readMember } from '../../query/engine/read-member.ts';
import type { TableQuery } from '../../query/engine/table-query.ts';

const tests = new WeakMap<TableQuery, (row: JsonObject) => boolean>();

/** Jobs are few; their rows are made when they are asked for and looked at one by one. */
export function* selectJobs(query: TableQuery, rows: Iterable<JsonObject>): Generator<JsonObject, void> {
  const test = testOf(query);
  for (const row of rows) if (test(row)) yield row;
}

function testOf(query: TableQuery): (row: JsonObject) => boolean {
  if (query.where === undefined) return () => true;
  const known = tests.get(query);
  if (known !== undefined) return known;
  const test = compileRowTest<JsonObject>(query.where, readMember);
  tests.set(query, test);
  return test;
}
