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

/** The same view with its cursor on what there is: rows and columns come and go. */
export function onTable(view: TableView, rows: number, columns: number): TableView {
  const row = Math.max(0, Math.min(view.row, rows - 1));
  const column = Math.max(0, Math.min(view.column, columns - 1));
  return row === view.row && column === view.column ? view : { ...view, row, column };
}

export const initialTable: TableView = { row: 0, column: 0, sort: undefined, hidden: [], isChart: false };
