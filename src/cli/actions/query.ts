import type { ConnectionFlags } from '../config.ts';
import { note, print } from '../output/print.ts';
import { type Format, rowWriter } from '../output/row-writer.ts';
import { withConnection } from '../with-connection.ts';

export type QueryFlags = ConnectionFlags & { readonly format?: Format; readonly pageSize?: number };

/** `twin-tui query`: rows to stdout as the pages come, their number to stderr when that is a terminal. */
export async function runQuery(text: string, flags: QueryFlags): Promise<void> {
  await withConnection(flags, async ({ connection, signal }) => {
    const writer = rowWriter(flags.format ?? (process.stdout.isTTY ? 'table' : 'ndjson'));
    let [rows, pages, milliseconds] = [0, 0, 0];
    for await (const page of connection.service.query(text, { pageSize: flags.pageSize, signal })) {
      await print(writer.page(page.rows));
      rows += page.rows.length;
      pages += 1;
      milliseconds += page.milliseconds;
    }
    await print(writer.end());
    if (process.stderr.isTTY) note(`${count(rows, 'row')} in ${count(pages, 'page')}, ${milliseconds.toFixed(1)} ms`);
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
