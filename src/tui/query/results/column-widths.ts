/** Columns are not cut below this as long as the table can be moved sideways instead. */
const narrowest = 8;
const widest = 48;
/** Blank cells between two columns. */
export const gap = 2;

export type ColumnWindow = {
  /** Indexes of the columns that are shown, in their order; the first column is always among them. */
  readonly shown: readonly number[];
  /** Cells, by index of the column. */
  readonly widths: readonly number[];
  readonly moreLeft: boolean;
  readonly moreRight: boolean;
};

/** Which columns fit into `room` cells around the one under the cursor, and how wide they are. */
export function columnWindow(natural: readonly number[], room: number, cursor: number): ColumnWindow {
  const widths = fitted(
    natural.map(width => Math.min(widest, Math.max(1, width))),
    room,
  );
  const first = firstShown(widths, room, cursor);
  const shown = widths.length === 0 ? [] : [0];
  let used = widths[0] ?? 0;
  let next = Math.max(1, first);
  for (; next < widths.length && used + gap < room; next++) {
    // The last one may be cut: half a column says more than a blank.
    if (used + gap + Math.min(narrowest, widths[next]!) > room) break;
    shown.push(next);
    used += gap + widths[next]!;
  }
  return { shown, widths, moreLeft: first > 1, moreRight: next < widths.length };
}

/** The widest columns give way until all fit, or all are narrow. */
function fitted(widths: number[], room: number): readonly number[] {
  let excess = widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1) - room;
  while (excess > 0) {
    const most = Math.max(...widths);
    if (most <= narrowest) break;
    const at = widths.indexOf(most);
    const second = Math.max(narrowest, ...widths.filter(width => width < most));
    const cutBy = Math.min(excess, most - second);
    widths[at] = most - cutBy;
    excess -= cutBy;
  }
  return widths;
}

/** The leftmost scrolled column from which the one under the cursor fits beside the first. */
function firstShown(widths: readonly number[], room: number, cursor: number): number {
  let first = Math.min(cursor, widths.length - 1);
  let used = (widths[0] ?? 0) + gap + (widths[first] ?? 0);
  while (first > 1 && used + gap + widths[first - 1]! <= room) used += gap + widths[--first]!;
  return Math.max(1, first);
}
