import type { WireRecord } from '../../clients/wire-record.ts';
import { type Row, span } from '../text/row.ts';
import { clockTime } from './age.ts';

/** The newest lines of the wire log, one exchange a row; arrows as the hub's clients see them. */
export function wireRows(records: readonly WireRecord[], height: number): readonly Row[] {
  if (records.length === 0) return [[span('nothing on the wire yet', 'muted')]];
  return records
    .slice(-height)
    .map(record => [
      span(`${clockTime(record.at)} `, 'muted'),
      span(record.direction === 'in' ? '→ ' : '← ', 'hint'),
      span(`${record.protocol} `, 'muted'),
      span(record.what, 'key'),
      ...statusSpans(record),
      span(record.version === undefined ? '' : ` v${record.version}`, 'changed'),
      span(record.note === undefined ? '' : ` ${record.note}`, 'warn'),
      span(record.milliseconds > 0 ? `  ${record.milliseconds.toFixed(1)} ms` : '', 'muted'),
    ]);
}

function statusSpans({ status }: WireRecord): Row {
  if (status === undefined) return [];
  return [span(` ${status}`, status >= 300 ? 'bad' : 'good')];
}
