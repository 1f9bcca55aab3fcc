import type { Json, JsonObject } from '../../lib/json.ts';
import type { RowNumber } from './row-table.ts';

export type RowReader = {
  readonly read: (row: RowNumber) => Json | undefined;
  /** Whether reading means parsing the row's document, about 10 µs instead of less than 1. */
  readonly parses: boolean;
  /** Whether values change without the table being told; such cannot be learned. */
  readonly isVolatile: boolean;
};

/** What a table's rows have besides the values held in the table. */
export interface RowSource {
  /** How to read a member that the table does not hold; undefined when the table holds it. */
  reader(segments: readonly string[]): RowReader | undefined;
  /** The whole row as it is shown. */
  document(row: RowNumber): JsonObject;
  /** The rows of a device, when its id is all that is known. */
  rowsOf(deviceId: string): readonly RowNumber[];
}
