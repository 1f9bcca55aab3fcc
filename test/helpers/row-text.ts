import type { Row } from '../../src/tui/text/row.ts';

/** A row without its looks. */
export function rowText(row: Row): string {
  return row.map(({ text }) => text).join('');
}
