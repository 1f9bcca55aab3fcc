import type { JsonObject } from '../../lib/json.ts';
import type { RowWriter } from '../../lib/rows/row-writer.ts';
import { cells, cut, fill, type SafeText, safe } from '../../lib/text.ts';
import { cellText } from '../../tui/query/results/cell.ts';
import { type Column, columnsFor } from '../../tui/query/results/column.ts';

export type FittedTableOptions = {
  /** Cells of a line. */
  readonly room: number;
  /** `Twin` where rows are whole twins, as the hub says with each page. */
  readonly itemType: () => string;
  /** The members that the query's condition names. */
  readonly paths: readonly (readonly string[])[];
};

/** How wide a cell may be at most: the first of these with which all columns fit, or else the last. */
const widest = [60, 44, 28] as const;
const gap = 2;

type Shown = { readonly column: Column; readonly width: number };

/**
 * A table as wide as the terminal, with the columns that the screen has: who it is, then what the query names, then tags
 * and properties. What does not fit is left out, and counted.
 */
export class FittedTable implements RowWriter {
  readonly #options: FittedTableOptions;
  /** Names of what rows may have that needs no further heading. */
  #known: ReadonlySet<string> | undefined;
  #shown: readonly Shown[] = [];
  #leftOut = 0;

  constructor(options: FittedTableOptions) {
    this.#options = options;
  }

  /** Columns that the rows have and the table has not. */
  get leftOut(): number {
    return this.#leftOut;
  }

  readonly page = (rows: readonly JsonObject[]): string => {
    if (rows.length === 0) return '';
    return this.#heading(rows) + rows.map(row => this.#line(({ column }) => cellText(column.read(row)))).join('');
  };

  readonly end = (): string => '';

  /** Columns are those of the first page. Others of a later page get a heading of their own, but for whole twins. */
  #heading(rows: readonly JsonObject[]): string {
    const { itemType, paths, room } = this.#options;
    const names = new Set(rows.flatMap(row => Object.keys(row)));
    const before = this.#known;
    if (before !== undefined && [...names].every(name => before.has(name))) return '';
    this.#known = names;
    const columns = columnsFor(rows, itemType(), paths);
    this.#shown = fitted(columns, rows, room);
    const others = itemType() === 'Twin' ? othersOf(names) : 0;
    this.#leftOut = Math.max(this.#leftOut, columns.length - this.#shown.length + others);
    const title = this.#line(({ column }) => safe(column.title));
    const rule = this.#line(({ width }) => safe('─'.repeat(width)));
    return `${before === undefined ? '' : '\n'}${title}${rule}`;
  }

  #line(textOf: (shown: Shown) => SafeText): string {
    const texts = this.#shown.map(shown => fill(textOf(shown), shown.width));
    return `${texts.join(' '.repeat(gap)).trimEnd()}\n`;
  }
}

/** Members of a twin that the screen's columns are not made of. */
function othersOf(names: ReadonlySet<string>): number {
  const columns = ['deviceId', 'moduleId', 'connectionState', 'tags', 'properties'];
  return [...names].filter(name => !columns.includes(name)).length;
}

function fitted(columns: readonly Column[], rows: readonly JsonObject[], room: number): readonly Shown[] {
  const natural = columns.map(({ title, read }) =>
    Math.max(cells(safe(title)), ...rows.map(row => cells(cut(cellText(read(row)), widest[0])))),
  );
  // Who it is is not cut for the sake of what else there is.
  const atMost = (most: number) => natural.map((width, index) => Math.min(width, index === 0 ? widest[0] : most));
  const widths = widest.map(atMost).find(tried => total(tried) <= room) ?? atMost(widest[2]);
  const shown: Shown[] = [];
  let used = -gap;
  for (const [index, column] of columns.entries()) {
    const width = index === 0 ? Math.min(widths[0]!, room) : widths[index]!;
    if (used + gap + width > room) continue;
    shown.push({ column, width });
    used += gap + width;
  }
  return shown;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + gap + width, -gap);
}
