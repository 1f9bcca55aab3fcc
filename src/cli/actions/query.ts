import { ClientError } from '../../clients/client-error.ts';
import { parseQuery } from '../../query/language/parser.ts';
import { printLocation } from '../../query/language/print-location.ts';
import { QuerySyntaxError } from '../../query/language/syntax-error.ts';
import { queryPaths } from '../../tui/query/results/query-paths.ts';
import { FittedTable } from '../output/fitted-table.ts';
import { note, printJson } from '../output/print.ts';
import { printPages } from '../output/print-pages.ts';
import { formatOf } from '../output/print-rows.ts';
import { Progress } from '../output/progress.ts';
import { type Format, rowWriter } from '../output/row-writer.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { type Session, withConnection } from '../with-connection.ts';

export type QueryFlags = ConnectionFlags & {
  readonly format?: Format;
  readonly pageSize?: number;
  readonly explain?: boolean;
};

/** `twin-tui query`: rows to stdout as the pages come, their number to stderr when that is a terminal. */
export async function runQuery(text: string, flags: QueryFlags): Promise<void> {
  await withConnection(flags, async session => {
    try {
      if (flags.explain) await printJson(await session.connection.explain(text));
      else await printResult(text, flags, session);
    } catch (error) {
      if (error instanceof ClientError && error.trouble === 'invalid') explain(text);
      throw error;
    }
  });
}

async function printResult(text: string, flags: QueryFlags, { connection, signal }: Session): Promise<void> {
  const progress = new Progress();
  let [rows, pages, milliseconds, itemType] = [0, 0, 0, 'Raw'];
  const counted = async function* () {
    for await (const page of connection.service.query(text, { pageSize: flags.pageSize, signal })) {
      itemType = page.itemType;
      yield page.rows;
      rows += page.rows.length;
      pages += 1;
      milliseconds += page.milliseconds;
      progress.count(rows, 'rows');
    }
  };
  // A terminal that does not know its size, as that of some CI services, says 0.
  const room = process.stdout.columns || 80;
  const format = formatOf(flags);
  // What a pipe gets is whole; a terminal would break each line into several.
  const isFitted = format === 'table' && process.stdout.isTTY;
  const table = isFitted ? new FittedTable({ room, itemType: () => itemType, paths: queryPaths(text) }) : undefined;
  try {
    await printPages(table ?? rowWriter(format), counted(), signal);
  } finally {
    progress.end();
  }
  if (table !== undefined && table.leftOut > 0) {
    note(`${count(table.leftOut, 'column')} left out; --format json or csv gives all`);
  }
  if (process.stderr.isTTY) note(`${count(rows, 'row')} in ${count(pages, 'page')}, ${milliseconds.toFixed(1)} ms`);
}

/** A hub says that a query is wrong, not where: the place comes from our own parser, where it agrees. */
function explain(text: string): void {
  try {
    parseQuery(text);
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) return;
    note(printLocation(text, error.problems[0]!, process.stderr.columns || 80));
    throw error;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
