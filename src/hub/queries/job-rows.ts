import type { JsonObject } from '../../lib/json.ts';
import { compileRowTest } from '../../query/compile/compile-row-test.ts';
import { readMember } from '../../query/engine/read-member.ts';
import { type TableQuery, textsAskedFor } from '../../query/engine/table-query.ts';
import type { DeviceJobRow, DeviceJobRows } from '../context.ts';

const tests = new WeakMap<TableQuery, (row: JsonObject) => boolean>();

/** Rows looked at in one step. */
const stride = 64;

/**
 * The rows from the `from`th that meets the query on, at most `most`, in steps. Jobs are few, but each has a row for
 * every device it worked on; they are made when they are asked for and looked at one by one.
 */
export function* findJobRows(
  query: TableQuery,
  jobs: DeviceJobRows,
  { from, most }: { readonly from: number; readonly most: number },
): Generator<void, DeviceJobRow[]> {
  const test = testOf(query);
  const found: DeviceJobRow[] = [];
  let [looked, met] = [0, 0];
  for (const row of jobs.rows(textsAskedFor(query.where, 'jobId'))) {
    if (++looked % stride === 0) yield;
    if (!test(row) || met++ < from) continue;
    found.push(row);
    if (found.length === most) break;
  }
  return found;
}

function testOf(query: TableQuery): (row: JsonObject) => boolean {
  if (query.where === undefined) return () => true;
  const known = tests.get(query);
  if (known !== undefined) return known;
  const test = compileRowTest<JsonObject>(query.where, readMember);
  tests.set(query, test);
  return test;
}
