import { cells, fill, type SafeText, safe } from '../../../lib/text.ts';
import { inverted, type Row, span } from '../../text/row.ts';
import { cellText } from './cell.ts';
import type { Column } from './column.ts';
import type { ResultsModel } from './results-model.ts';
import type { TableOptions } from './table-rows.ts';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** The column that a chart would draw: the one under the cursor, else the last of numbers. Undefined: no chart. */
export function chartColumn({ columns }: ResultsModel, cursor: number): Column | undefined {
  const chosen = columns[cursor];
  return chosen?.type === 'number' ? chosen : columns.findLast(({ type }) => type === 'number');
}

/** A bar for each row, as long as its number is great; the other columns name it. */
export function chartRows({ model, view, isBrowsing, width, height }: TableOptions): readonly Row[] {
  const column = chartColumn(model, view.column);
  if (column === undefined) return [[span('  a chart needs a column of numbers, e.g. COUNT() AS number', 'muted')]];
  const room = height - 1;
  const top = Math.max(0, Math.min(view.row - Math.floor(room / 2), model.rows.length - room));
  const lines = model.rows.map(({ row }) => {
    const value = column.read(row);
    return { label: labelOf(model, column, row), value: typeof value === 'number' ? value : undefined };
  });
  const visible = lines.slice(top, top + room);
  const labelWidth = Math.min(Math.floor(width * 0.4), Math.max(1, ...visible.map(({ label }) => cells(label))));
  const numberWidth = Math.max(...visible.map(({ value }) => cells(cellText(value ?? null))), 1);
  const barRoom = Math.max(1, width - 3 - labelWidth - 2 - 1 - numberWidth);
  const greatest = Math.max(0, ...lines.map(({ value }) => value ?? 0));
  const title = safe(column.title);
  return [
    [span('   '), { text: fill(title, labelWidth + 2 + cells(title)), tone: 'muted' }],
    ...visible.map(({ label, value }, index): Row => {
      const isCurrent = isBrowsing && top + index === view.row;
      const bar = value === undefined ? '' : barOf(greatest <= 0 ? 0 : value / greatest, barRoom);
      const row = [
        span(isCurrent ? ' ▸ ' : '   ', 'focus'),
        { text: fill(label, labelWidth) },
        span('  '),
        span(bar, 'key'),
        span(` ${cellText(value ?? null)}`, 'number'),
      ];
      return isCurrent ? inverted(row) : row;
    }),
  ];
}

function labelOf({ columns }: ResultsModel, drawn: Column, row: Parameters<Column['read']>[0]): SafeText {
  const others = columns.filter(column => column !== drawn && column.type !== 'number');
  if (others.length === 0) return safe(drawn.title);
  // A group of the twins that lack the member has no such key in its row.
  const words = others.map(({ read }) => cellText(read(row))).map(text => (text === '' ? '(none)' : text));
  return words.join(' · ') as SafeText;
}

/** Below nothing there is no bar: the number says it. */
function barOf(share: number, room: number): string {
  const length = Math.round(Math.max(0, share) * room * 8);
  return '█'.repeat(Math.floor(length / 8)) + eighths[length % 8]!;
}
