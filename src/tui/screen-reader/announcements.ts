import { beginsLife } from '../../twin/seen-version.ts';
import type { ScreenProps } from '../app/screen.tsx';
import { versionSummary } from '../dialogs/timeline-dialog.ts';
import { logRows } from '../panes/device-log-rows.ts';
import { queryStatus } from '../query/query-status.ts';
import { authorOf } from '../text/author.ts';
import { type Row, span } from '../text/row.ts';
import { shownName } from '../update/shown-twin.ts';
import { headerOf, readerPlace, resultRow } from './reader-place.ts';
import { spoken } from './spoken.ts';

/** Rows of a query that are read out by themselves; more are read with the cursor. */
const mostRows = 10;

/**
 * What is new since the frame before, a line each, in the order of its weight. Without a frame before, where one is.
 * Nothing that only moves (ages, latencies, sparklines) is ever told.
 */
export function announcements(before: ScreenProps | undefined, props: ScreenProps): readonly string[] {
  if (before === undefined) return [headerOf(props), ...arrival(props), helpRow].map(spoken);
  const rows = [
    ...noticeRows(before, props),
    ...hubRows(before, props),
    ...placeRows(before, props),
    ...deviceRows(before, props),
    ...twinRows(before, props),
    ...queryRows(before, props),
  ];
  return rows.map(spoken).filter(line => line !== '');
}

const helpRow: Row = [
  span('Tab goes to the next pane, question mark tells the keys, Control P the commands, q quits.'),
];

function arrival(props: ScreenProps): readonly Row[] {
  const { heading, rows, current } = readerPlace(props);
  return [heading, ...rows, ...(current === undefined ? [] : [current])];
}

function noticeRows(before: ScreenProps, { state: { notice } }: ScreenProps): readonly Row[] {
  if (notice === undefined || notice === before.state.notice) return [];
  const word = notice.tone === 'good' ? '' : notice.tone === 'warn' ? 'warning: ' : 'error: ';
  return [[span(`${word}${notice.text}`)], ...(notice.hint === undefined ? [] : [[span(`next: ${notice.hint}`)]])];
}

function hubRows(before: ScreenProps, props: ScreenProps): readonly Row[] {
  const { status, locked } = props.connection;
  return status === before.connection.status && locked === before.connection.locked ? [] : [headerOf(props)];
}

function placeRows(before: ScreenProps, props: ScreenProps): readonly Row[] {
  const [was, is] = [readerPlace(before), readerPlace(props)];
  if (was.key !== is.key) return arrival(props);
  if (is.current !== undefined)
    return was.current !== undefined && spoken(was.current) === spoken(is.current) ? [] : [is.current];
  // What stands in a dialog changes with what is done in it; the panes tell of themselves.
  if (!is.key.startsWith('dialog')) return [];
  const known = new Set(was.rows.map(spoken));
  return is.rows.filter(row => !known.has(spoken(row)));
}

function deviceRows(before: ScreenProps, { device }: ScreenProps): readonly Row[] {
  const { log } = device.client;
  const last = before.device.client.log.at(-1);
  const fresh = last === undefined ? log : log.slice(log.lastIndexOf(last) + 1);
  const { phase, progress, target } = device.simulation.firmware;
  const was = before.device.simulation.firmware;
  const quarter = (part: number) => Math.floor(part / 25);
  const moved = phase !== was.phase || (phase !== 'idle' && quarter(progress) !== quarter(was.progress));
  const firmware = `firmware ${target ?? ''}: ${phase}, ${Math.round(progress)} percent`;
  // The time is the present, and a word stands behind each sign.
  const told = logRows(fresh, fresh.length, 200).map(([, what, ...row]) => [
    span(`device: ${what?.text.replace(/^\S\s/, '') ?? ''}`),
    ...row,
  ]);
  return [...told, ...(moved ? [[span(firmware)]] : [])];
}

function twinRows(before: ScreenProps, { twin, state }: ScreenProps): readonly Row[] {
  const [was, is] = [before.twin.history.at(-1), twin.history.at(-1)];
  if (is === undefined || was === is || shownName(before.state) !== shownName(state)) return [];
  // Who made a version may become known later: that is no other version.
  if (was === undefined || was.document === is.document) return [];
  if (beginsLife(twin.history, twin.history.length - 1))
    return [[span(`the device was made again: twin version ${is.document.version}`)]];
  if (was.document.version >= is.document.version) return [];
  const summary = versionSummary(was.document, is.document);
  return [[span(`twin version ${is.document.version} by ${authorOf(is.changedBy)}: ${summary}`)]];
}

function queryRows(before: ScreenProps, props: ScreenProps): readonly Row[] {
  const { query, results, connection, now, state } = props;
  const isNews = query.run !== before.query.run || query.status !== before.query.status;
  if (!isNews || query.status === 'idle' || query.status === 'running') return [];
  const { isLive } = state.query;
  const status = queryStatus({ isLive, query, total: results.total, kind: connection.kind, now });
  const problem = query.error === undefined ? [] : [[span(`error: ${query.error.message}`)]];
  const hint = query.error?.hint === undefined ? [] : [[span(`next: ${query.error.hint}`)]];
  const rows = results.rows.slice(0, mostRows).map((_, index) => resultRow(props, index) ?? []);
  return [[span('query: '), ...status], ...problem, ...hint, ...rows];
}
