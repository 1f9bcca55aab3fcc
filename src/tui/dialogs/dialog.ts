import { type Row, span } from '../text/row.ts';

/** What lies over the panes, before it has a border. */
export type Dialog = {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Cells that it would like to have, border and all; it gets no more than there are. */
  readonly width: number;
  readonly status?: Row;
  /** The first row of the last page, where it can be scrolled. */
  readonly last?: number;
};

/** Cells and lines that a dialog may fill inside its border. */
export type Room = { readonly width: number; readonly height: number };

/** The rows that fit, from `top` on, and never past the end. */
export function scrolled(rows: readonly Row[], top: number, height: number): readonly Row[] {
  const first = Math.min(top, lastTop(rows, height));
  return rows.slice(first, first + height);
}

/** Says on the border that there are rows below those that are seen. */
export function moreBelow(rows: readonly Row[], top: number, height: number): Row {
  return top < lastTop(rows, height) ? [span('↓ more', 'hint')] : [];
}

/** The first row of the last page. */
export function lastTop(rows: readonly Row[], height: number): number {
  return Math.max(0, rows.length - height);
}

/** The first row to show, so that the row under the cursor is visible. */
export function windowTop(index: number, count: number, height: number): number {
  return Math.max(0, Math.min(index - Math.floor(height / 2), count - height));
}
