import type { Area } from '../layout.ts';
import { fitRow, type Row, rowWidth, span } from '../text/row.ts';
import { type Borders, heavyBorders, roundBorders } from '../theme.ts';

export type PaneFrameOptions = {
  readonly area: Area;
  /** E.g. `1 Device`. */
  readonly title: string;
  /** At the right end of the upper border. */
  readonly status?: Row | undefined;
  readonly focused: boolean;
  /** At most the height inside the border; shorter ones are filled up. */
  readonly rows: readonly Row[];
};

/**
 * A border with a title and, inside, rows cut to fit: exactly `area.height` rows of exactly `area.width` cells. Focus
 * shows in the weight of the border and in a mark.
 */
export function paneFrame({ area, title, status = [], focused, rows }: PaneFrameOptions): readonly Row[] {
  if (area.height < 2) return [];
  const borders = focused ? heavyBorders : roundBorders;
  const lines = Array.from({ length: area.height - 2 }, (_, index) =>
    bodyLine(rows[index] ?? [], area.width, borders, focused),
  );
  return [
    topLine({ title, status, borders, focused, width: area.width }),
    ...lines,
    bottomLine(area.width, borders, focused),
  ];
}

type Top = {
  readonly title: string;
  readonly status: Row;
  readonly borders: Borders;
  readonly focused: boolean;
  readonly width: number;
};

function topLine({ title, status, borders, focused, width }: Top): Row {
  const tone = focused ? 'focus' : 'muted';
  const right = status.length === 0 ? [] : [span(' '), ...status, span(' ')];
  const name = cutTo(
    [span(` ${focused ? '▸ ' : ''}${title} `, focused ? 'focus' : 'title')],
    width - 5 - rowWidth(right),
  );
  const line = width - 4 - rowWidth(name) - rowWidth(right);
  const room = fitRow([...name, span(borders.line.repeat(Math.max(1, line)), tone), ...right], width - 4);
  return [span(borders.topLeft + borders.line, tone), ...room, span(borders.line + borders.topRight, tone)];
}

/** Of a long title and what stands beside it, the title gives way. */
function cutTo(row: Row, width: number): Row {
  return rowWidth(row) > width ? fitRow(row, Math.max(0, width)) : row;
}

function bodyLine(row: Row, width: number, borders: Borders, focused: boolean): Row {
  const side = span(borders.side, focused ? 'focus' : 'muted');
  return [side, span(' '), ...fitRow(row, width - 4), span(' '), side];
}

function bottomLine(width: number, borders: Borders, focused: boolean): Row {
  return [span(borders.bottomLeft + borders.line.repeat(width - 2) + borders.bottomRight, focused ? 'focus' : 'muted')];
}
