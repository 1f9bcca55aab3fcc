import { thousands } from '../../lib/thousands.ts';
import { exportRows } from '../query/export-file.ts';
import { withEntry, withFavourite, withoutFavourite } from '../query/history/saved-queries.ts';
import type { QueryEffect } from '../query/query-effect.ts';
import type { ExportFormat } from '../query/sheets/sheet.ts';
import { type Ends, notify } from './ends.ts';

/** Rows that are held at most: reading a million twins would fill the memory. */
const mostRows = 100_000;

/** Does what a key of the query asked for. Rejects with what went wrong. */
export async function performQuery(effect: QueryEffect, ends: Ends): Promise<void> {
  const { session, queryFile } = ends;
  switch (effect.kind) {
    case 'run':
      await Promise.all([session.run(effect.text), queryFile?.change(saved => withEntry(saved, effect.text))]);
      return;
    case 'explain':
      return explain(effect.text, ends);
    case 'more':
      return session.more();
    case 'all':
      return readAll(ends);
    case 'cancel':
      return session.cancel();
    case 'export':
      return exported(effect.format, ends);
    case 'keep-favourite':
      await queryFile?.change(saved => withFavourite(saved, effect));
      return notify(ends, { tone: 'good', text: `${effect.name} is among the favourites` });
    case 'drop-favourite':
      return queryFile?.change(saved => withoutFavourite(saved, effect.name));
  }
}

async function explain(text: string, ends: Ends): Promise<void> {
  await ends.queryFile?.change(saved => withEntry(saved, `EXPLAIN ${text}`));
  const plan = await ends.connection.explain(text);
  ends.update(state => ({ ...state, query: { ...state.query, sheet: { kind: 'plan', text, plan } } }));
}

async function readAll(ends: Ends): Promise<void> {
  await ends.session.all(mostRows);
  const { status, rows } = ends.session.getSnapshot();
  if (status === 'partial' && rows.length >= mostRows) {
    const text = `stopped at ${thousands(rows.length)} rows`;
    notify(ends, { tone: 'warn', text, hint: 'twin-tui query prints as many as there are.' });
  }
}

async function exported(format: ExportFormat, ends: Ends): Promise<void> {
  const { rows, status } = ends.session.getSnapshot();
  const path = await exportRows(rows, format, process.cwd(), new Date());
  const hint = status === 'partial' ? 'These are the rows read so far: M reads all.' : undefined;
  notify(ends, { tone: 'good', text: `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} written to ${path}`, hint });
}
