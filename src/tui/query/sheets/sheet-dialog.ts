import { safeJson } from '../../../lib/escape.ts';
import { type Dialog, type Room, scrolled, windowTop } from '../../dialogs/dialog.ts';
import { fieldRow } from '../../dialogs/field-row.ts';
import { inverted, type Row, span } from '../../text/row.ts';
import type { QueryPrompt } from '../prompt.ts';
import { jsonRows } from './json-rows.ts';
import { planRows } from './plan-rows.ts';
import { type ExportFormat, exportFormats, type Sheet } from './sheet.ts';

const widest = 100;

/** What lies over the panes and belongs to the query. `rowCount`: the rows that an export would write. */
export function sheetDialog(prompt: QueryPrompt, sheet: Sheet, rowCount: number, room: Room): Dialog {
  const width = Math.min(room.width, widest);
  switch (sheet.kind) {
    case 'row': {
      const rows = jsonRows(sheet.row, width - 4);
      return { title: rowTitle(sheet.row), rows: scrolled(rows, sheet.top, room.height), width };
    }
    case 'plan':
      return { title: 'Plan', rows: scrolled(planRows(sheet.text, sheet.plan), 0, room.height), width };
    case 'export':
      return {
        title: `Export ${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`,
        rows: exportRows(sheet.index),
        width: 60,
      };
    case 'favourites':
      return { title: 'Favourites', rows: favouriteRows(prompt, sheet, { ...room, width }), width };
  }
}

function rowTitle({ deviceId, moduleId }: Extract<Sheet, { kind: 'row' }>['row']): string {
  if (typeof deviceId !== 'string') return 'Row';
  return typeof moduleId === 'string' ? `Row · ${deviceId}/${moduleId}` : `Row · ${deviceId}`;
}

const formats: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV      for spreadsheets; objects are cells of JSON',
  json: 'JSON     one array',
  ndjson: 'NDJSON   an object a line',
};

function exportRows(index: number): readonly Row[] {
  return [
    ...exportFormats.map((format, at) => {
      const row = [span(at === index ? '▸ ' : '  ', 'focus'), span(formats[format])];
      return at === index ? inverted(row) : row;
    }),
    [],
    [span('  into a new file of the working directory, for you only', 'muted')],
  ];
}

function favouriteRows(
  { favourites, field }: QueryPrompt,
  { index, name }: Extract<Sheet, { kind: 'favourites' }>,
  { width, height }: Room,
): readonly Row[] {
  const text = field.graphemes.join('');
  const asking: readonly Row[] =
    name === undefined ? [] : [[], [span(`  keeps ${safeJson(text)} as`, 'muted')], fieldRow(name, width - 4, '  › ')];
  if (favourites.length === 0) {
    const how =
      text.trim() === '' ? 'type a query, then ^O and a keep it under a name' : 'a keeps the query under a name';
    return [[span(`  none yet: ${how}`, 'muted')], ...asking];
  }
  const room = Math.max(1, height - asking.length);
  const top = windowTop(index, favourites.length, room);
  const nameWidth = Math.min(24, Math.max(...favourites.map(favourite => favourite.name.length)));
  const rows = favourites.slice(top, top + room).map((favourite, at): Row => {
    const isChosen = top + at === index;
    const row = [
      span(isChosen ? '▸ ' : '  ', 'focus'),
      span(favourite.name.slice(0, nameWidth).padEnd(nameWidth), 'key'),
      span('  '),
      span(favourite.text.replace(/\s+/g, ' '), 'muted'),
    ];
    return isChosen ? inverted(row) : row;
  });
  return [...rows, ...asking];
}
