import type { PlannedPath, QueryPlan } from '../../../clients/query-plan.ts';
import { thousands } from '../../../lib/thousands.ts';
import { type Row, span } from '../../text/row.ts';

const accesses: Readonly<Record<QueryPlan['access'], string>> = {
  'look-up': 'the devices are named: each is looked up',
  counts: 'the counts of a column answer it: no row is looked at',
  columns: 'the columns of all its paths are learned',
  scan: 'all rows are looked at',
};

const ways: Readonly<Record<PlannedPath['by'], string>> = {
  column: 'from its column',
  rows: 'from the rows',
  document: 'from the stored document; a column is learned',
  member: 'from the member',
};

/** How the local hub answered: which way, how many rows looked at and found, how long. */
export function planRows(text: string, plan: QueryPlan): readonly Row[] {
  const { access, paths, rowsFound, rowsLookedAt, rowsInTable, columnBytes, milliseconds } = plan;
  return [
    [span(text.replace(/\s+/g, ' '), 'muted')],
    [],
    [span('access   ', 'muted'), span(access, 'title'), span(`   ${accesses[access]}`)],
    [
      span('rows     ', 'muted'),
      span(thousands(rowsFound), 'number'),
      span(' found, '),
      span(thousands(rowsLookedAt), 'number'),
      span(' looked at, '),
      span(thousands(rowsInTable), 'number'),
      span(' in the table'),
    ],
    [span('time     ', 'muted'), span(`${milliseconds.toFixed(2)} ms`, 'number')],
    [span('columns  ', 'muted'), span(`${thousands(Math.ceil(columnBytes / 1024))} KB`, 'number')],
    ...(paths.length === 0 ? [] : [[], ...paths.map(pathRow)]),
    [],
    [span('The local hub tells; the query was not sent to any other.', 'muted')],
  ];
}

function pathRow({ path, by, distinct }: PlannedPath): Row {
  const values = distinct === undefined ? '' : `   ${thousands(distinct)} distinct`;
  return [span(`  ${path}`, 'key'), span(`   ${ways[by]}${values}`)];
}
