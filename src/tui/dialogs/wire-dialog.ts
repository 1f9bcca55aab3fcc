import type { WireRecord } from '../../clients/wire-record.ts';
import { splitGraphemes } from '../../lib/text.ts';
import { wireRow } from '../panes/wire-rows.ts';
import type { Overlay } from '../state.ts';
import { blanks, fitRow, inverted, type Row, span } from '../text/row.ts';
import { wrappedRow } from '../text/wrapped-row.ts';
import { wireIndex } from '../update/wire-cursor.ts';
import { type Dialog, lastTop, type Room, scrolled, windowTop } from './dialog.ts';

/** The wire log, newest last; the exchange under the cursor opens with its headers and bodies. */
export function wireDialog(
  { sequence, isOpen, top: passed = 0 }: Extract<Overlay, { kind: 'wire' }>,
  records: readonly WireRecord[],
  { width, height }: Room,
): Dialog {
  const at = Math.max(0, wireIndex(records, sequence));
  const all = isOpen && records[at] !== undefined ? detailRows(records[at], width) : [];
  const detailHeight = Math.min(all.length, height - 3);
  const details = scrolled(all, passed, detailHeight);
  const listHeight = height - details.length;
  const top = windowTop(at, records.length, listHeight);
  const list = records.slice(top, top + listHeight).flatMap((record, offset) => {
    const row = wireRow(record, width, true);
    return top + offset === at ? [inverted(fitRow(row, width)), ...details] : [row];
  });
  const last = lastTop(all, detailHeight);
  const status = all.length > details.length ? [span('PgDn more', 'hint')] : [];
  const none = [[span('nothing on the wire yet', 'muted')]];
  return {
    title: `Wire log · ${records.length}`,
    width: width + 4,
    rows: list.length === 0 ? none : list,
    status,
    last,
  };
}

function detailRows(record: WireRecord, width: number): readonly Row[] {
  const { who, headers = {}, requestBody, answerBody, requestBytes, answerBytes, note } = record;
  return [
    [span('  from      ', 'muted'), span(who ?? 'unknown')],
    ...Object.entries(headers).map(([name, value]): Row => [span(`  ${name}: `, 'muted'), span(value)]),
    ...(note === undefined ? [] : [[span('  note      ', 'muted'), span(note, 'warn')]]),
    ...bodyRows(`  request   ${requestBytes} B`, requestBody, width),
    ...bodyRows(`  answer    ${answerBytes} B`, answerBody, width),
  ];
}

/** Lines of one body. */
const mostLines = 200;
const indent = 4;

/** Bodies are one long line mostly: it is broken where the pane ends. */
function bodyRows(title: string, body: string | undefined, width: number): readonly Row[] {
  if (body === undefined || body === '') return [[span(title, 'muted')]];
  const room = Math.max(10, width - indent);
  const near = beginning(body, mostLines * room);
  const lines = wrappedRow([blanks(indent), span(near, 'string')], indent + room, indent);
  const beyond = lines.slice(mostLines).flatMap(([, piece]) => splitGraphemes(piece!.text)).length;
  const hidden = beyond + [...body.slice(near.length)].length;
  const rest = hidden > 0 ? [[span(`    … ${hidden} more characters`, 'muted')]] : [];
  return [[span(title, 'muted')], ...lines.slice(0, mostLines), ...rest];
}

/** What lies far beyond the last line need not be looked at; a pair of surrogates stays one. */
function beginning(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
