/** How the person wants to see the rows; what it names is gone or new after each run. */
export type TableView = {
  /** Row and column under the cursor, among those shown. */
  readonly row: number;
  readonly column: number;
  readonly sort: { readonly title: string; readonly descending: boolean } | undefined;
  /** Titles, in the order in which they were hidden. */
  readonly hidden: readonly string[];
  readonly isChart: boolean;
};

export const initialTable: TableView = { row: 0, column: 0, sort: undefined, hidden: [], isChart: false };
