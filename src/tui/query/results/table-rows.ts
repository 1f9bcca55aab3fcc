import { cells, cut, fill, type SafeText, safe } from '../../../lib/text.ts';
import { keyText } from '../../panes/json-spans.ts';
import { inverted, type Row, type Span, span } from '../../text/row.ts';
import { cellText, cellTone } from './cell.ts';
import type { Column } from './column.ts';
import { columnWindow, gap } from './column-widths.ts';
import type { LiveMark, LiveRow } from './live-rows.ts';
import type { ResultsModel } from './results-model.ts';
import { shortHeadings } from './short-headings.ts';
import type { TableView } from './table-view.ts';

export type TableOptions = {
  readonly model: ResultsModel;
  readonly view: TableView;
  /** Whether the cursor is in the table. */
  readonly isBrowsing: boolean;
  readonly width: number;
  readonly height: number;
};

/** Cells before a row, for the mark of a change and for the cursor. */
const gutter = 3;

/** The first row to show, so that the row under the cursor is visible. */
export function tableTop(row: number, count: number, room: number): number {
  return Math.max(0, Math.min(row - Math.floor(room / 2), count - room));
}

/** The rows around the cursor under a heading that stays. */
export function tableRows({ model, view, isBrowsing, width, height }: TableOptions): readonly Row[] {
  const room = height - 1;
  const { columns, rows } = model;
  const top = tableTop(view.row, rows.length, room);
  const visible = rows.slice(top, top + room);
  const texts = visible.map(({ row }) => columns.map(({ read }) => cellText(read(row))));
  const natural = columns.map((column, index) =>
    Math.max(cells(keyText(column.title)) + cells(sortSign(column, view)), ...texts.map(line => cells(line[index]!))),
  );
  const place = columnWindow(natural, width - gutter, isBrowsing ? view.column : 0);
  const draw = { columns, place, view, isBrowsing };
  return [
    headingRow(draw),
    ...visible.map((live, index) => bodyRow(draw, live, texts[index]!, top + index === view.row)),
  ];
}

type Draw = {
  readonly columns: readonly Column[];
  readonly place: ReturnType<typeof columnWindow>;
  readonly view: TableView;
  readonly isBrowsing: boolean;
};

function sortSign({ title }: Column, { sort }: TableView): string {
  return sort?.title !== title ? '' : sort.descending ? ' ▼' : ' ▲';
}

function headingRow({ columns, place, view, isBrowsing }: Draw): Row {
  const { shown, widths, moreLeft, moreRight } = place;
  const signs = columns.map(column => sortSign(column, view));
  const names = shortHeadings(
    columns.map(({ title }) => keyText(title)),
    widths.map((width, index) => width - cells(signs[index]!)),
  );
  const spans = shown.flatMap((index, position): Span[] => {
    const column = columns[index]!;
    const isCurrent = isBrowsing && index === view.column;
    const between = position === 1 && moreLeft ? '‹ ' : ' '.repeat(gap);
    return [
      span(position === 0 ? '' : between, 'muted'),
      {
        text: align(column, safe(names[index]! + signs[index]!), widths[index]!),
        tone: isCurrent ? 'focus' : 'muted',
        underline: isCurrent,
      },
    ];
  });
  return [span(' '.repeat(gutter)), ...spans, span(moreRight ? ' ›' : '', 'muted')];
}

const marks: Readonly<Record<LiveMark['kind'], Span>> = {
  entered: span('+', 'good'),
  left: span('−', 'bad'),
  changed: span('~', 'changed'),
};

function bodyRow(
  { columns, place, isBrowsing }: Draw,
  { row, mark }: LiveRow,
  texts: readonly SafeText[],
  isAtCursor: boolean,
): Row {
  const isCurrent = isBrowsing && isAtCursor;
  const spans = place.shown.flatMap((index, position): Span[] => {
    const column = columns[index]!;
    const tone = mark?.kind === 'left' ? 'muted' : cellTone(column.read(row));
    return [
      span(position === 0 ? '' : ' '.repeat(gap)),
      { text: align(column, texts[index]!, place.widths[index]!), ...(tone !== undefined && { tone }) },
    ];
  });
  const line = [mark === undefined ? span(' ') : marks[mark.kind], span(isCurrent ? '▸ ' : '  ', 'focus'), ...spans];
  return isCurrent ? inverted(line) : line;
}

/** Numbers stand at the right, so that they can be compared at sight. */
function align({ type }: Column, text: SafeText, width: number): SafeText {
  if (type !== 'number') return fill(text, width);
  const shown = cut(text, width);
  return `${' '.repeat(Math.max(0, width - cells(shown)))}${shown}` as SafeText;
}
