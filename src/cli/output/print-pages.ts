import type { JsonObject } from '../../lib/json.ts';
import type { RowWriter } from '../../lib/rows/row-writer.ts';
import { aborted } from '../interrupt.ts';
import { print } from './print.ts';

/**
 * Rows of page after page, as they come. Where a failure or the signal cuts them short, what was begun is ended as the
 * format wants it, so that a program can read the rows that are there.
 */
export async function printPages(
  writer: RowWriter,
  pages: AsyncIterable<readonly JsonObject[]>,
  signal: AbortSignal,
): Promise<void> {
  let isBegun = false;
  const printAll = async () => {
    for await (const rows of pages) {
      if (signal.aborted) return;
      const text = writer.page(rows);
      isBegun ||= text !== '';
      await print(text);
    }
  };
  try {
    await Promise.race([printAll(), aborted(signal)]);
  } catch (error) {
    if (isBegun) await print(writer.end());
    throw error;
  }
  await print(writer.end());
}
