import type { JsonObject } from '../json.ts';

/** Rows as text, page by page, so that the first ones are seen before the last ones are there. */
export type RowWriter = {
  readonly page: (rows: readonly JsonObject[]) => string;
  readonly end: () => string;
};
