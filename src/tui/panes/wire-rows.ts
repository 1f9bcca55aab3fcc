import type { WireRecord } from '../../clients/wire-record.ts';
import { type Row, span, spread } from '../text/row.ts';
import { clockTime } from './age.ts';

/** The newest lines of the wire log, one exchange a row; arrows as the hub's clients see them. */
export function wireRows(records: readonly WireRecord[], height: number, width: number): readonly Row[] {
  if (records.length === 0) return [[span('nothing on the wire yet', 'muted')]];
  return records.slice(-Math.max(0, height)).map(record => wireRow(record, width, false));
}

/** In a narrow pane the seconds and what happened come first; the rest gives way, the answer does not. */
export function wireRow(record: WireRecord, width: number, isWhole: boolean): Row {
  const time = clockTime(record.at);
  const isNarrow = width < 44;
  const left: Row = [
    span(`${isNarrow ? time.slice(3) : time} `, 'muted'),
    span(record.direction === 'in' ? '→ ' : '← ', 'hint'),
    span(isNarrow ? '' : `${record.protocol} `, 'muted'),
    span(shortTopic(record.what, isWhole), 'key'),
    ...(record.note === undefined ? [] : [span(` ${record.note}`, 'warn')]),
  ];
  return spread(left, answerSpans(record, isNarrow), width);
}

function answerSpans({ status, version, milliseconds }: WireRecord, isNarrow: boolean): Row {
  const row: Row[number][] = [];
  if (status !== undefined && status > 0) row.push(span(String(status), status >= 300 ? 'bad' : 'good'));
  if (version !== undefined) row.push(span(` v${version}`, 'changed'));
  if (milliseconds > 0 && !isNarrow) row.push(span(`${milliseconds.toFixed(1)} ms`.padStart(9), 'muted'));
  return row;
}

/** Topics of the hub begin all alike: in the small log what tells them apart is kept. */
function shortTopic(what: string, isWhole: boolean): string {
  return isWhole
    ? what
    : what
        .replace('$iothub/', '')
        .replace('/properties/', '/')
        .replace(/\?api-version=\S*$/, '');
}
