import type { DeviceLogEntry } from '../../clients/device/device-log.ts';
import { safeJson } from '../../lib/escape.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { type Row, rowWidth, span, spread } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';
import { clockTime, dayTime } from './age.ts';
import { keyText, valueRow } from './json-spans.ts';

type Sign = { readonly sign: string; readonly word: string; readonly tone: Tone | undefined };

/** A sign and a word for each kind of line, short enough for the narrowest pane. */
const signs: Readonly<Record<DeviceLogEntry['kind'], Sign>> = {
  connecting: { sign: '◌', word: 'connecting', tone: 'muted' },
  online: { sign: '●', word: 'online', tone: 'good' },
  offline: { sign: '○', word: 'offline', tone: 'muted' },
  lost: { sign: '!', word: 'lost', tone: 'warn' },
  failed: { sign: '✗', word: 'refused', tone: 'bad' },
  resync: { sign: '↻', word: 'read twin', tone: undefined },
  reported: { sign: '→', word: 'reported', tone: 'good' },
  kept: { sign: '…', word: 'kept', tone: 'warn' },
  refused: { sign: '✗', word: 'refused', tone: 'bad' },
  desired: { sign: '←', word: 'desired', tone: 'changed' },
  stale: { sign: '·', word: 'old', tone: 'muted' },
  method: { sign: '⚙', word: 'method', tone: 'changed' },
  note: { sign: '·', word: '', tone: 'muted' },
};

/** Kinds whose text says more than their word. */
const telling: readonly DeviceLogEntry['kind'][] = ['lost', 'failed', 'refused', 'method', 'note', 'stale'];

/** The last lines of the device's log: `04:31 → reported {"connectivity":…}  v9`. */
export function logRows(log: readonly DeviceLogEntry[], room: number, width: number): readonly Row[] {
  const first = Math.max(0, log.length - room);
  return log.slice(first).map((entry, index) => {
    const { at, kind, text, body, version, milliseconds, missed } = entry;
    const { sign, word, tone } = signs[kind];
    const what = telling.includes(kind) ? text : `${word}${missed === undefined ? '' : `, ${missed} missed`}`;
    const time = clockTime(at);
    const right: Row = [
      ...(version === undefined ? [] : [span(`v${version}`, 'changed')]),
      ...(milliseconds === undefined || width < 44 ? [] : [span(` ${milliseconds.toFixed(1)} ms`, 'muted')]),
    ];
    const left: Row = [span(`${width < 44 ? time.slice(3) : time} `, 'muted'), span(`${sign} ${what} `, tone)];
    const place = width - rowWidth(left) - rowWidth(right) - 1;
    const before = log.slice(0, first + index).findLast(each => each.kind === kind && each.body !== undefined)?.body;
    return spread(body === undefined ? left : [...left, ...bodyRow(body, before, place)], right, width);
  });
}

/** Where the body would be cut: what it has that the one before it did not, which is what one looks for. */
function bodyRow(body: Json, before: Json | undefined, width: number): Row {
  const whole = valueRow(body);
  if (rowWidth(whole) <= width || !isObject(body)) return whole;
  const all = leavesOf(body);
  const known = new Map(leavesOf(before).map(({ path, value }) => [path, safeJson(value)]));
  const changed = all.filter(({ path, value }) => known.get(path) !== safeJson(value));
  return (changed.length === 0 ? all : changed).flatMap(({ name, value }, index) => [
    span(index === 0 ? '' : ', '),
    span(name, 'key'),
    span(' '),
    ...valueRow(value),
  ]);
}

type Leaf = { readonly path: string; readonly name: string; readonly value: Json };

function leavesOf(value: Json | undefined, path = '', name = ''): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isObject(value) || Object.keys(value).length === 0) return name === '' ? [] : [{ path, name, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, `${path}.${keyText(key)}`, keyText(key)));
}

/** Lines of one body: all that a report may hold is within them at any width but the narrowest. */
const longest = 2_000;

/** Each entry as a sentence, and below it what was sent or came. */
export function wholeLogRows(log: readonly DeviceLogEntry[], now: number, width: number): readonly Row[] {
  return log.flatMap(({ at, kind, text, body, version, milliseconds }) => {
    const { sign, tone } = signs[kind];
    const time = `${dayTime(at, now)} `;
    const indent = ' '.repeat(time.length + 2);
    const right: Row = [
      ...(version === undefined ? [] : [span(`v${version}`, 'changed')]),
      ...(milliseconds === undefined ? [] : [span(` ${milliseconds.toFixed(1)} ms`, 'muted')]),
    ];
    const [first = '', ...rest] = wrapped(text, Math.max(10, width - indent.length - 16));
    const content = body === undefined ? [] : wrapped(safeJson(body), Math.max(10, width - indent.length), longest);
    return [
      spread([span(time, 'muted'), span(`${sign} ${first}`, tone)], right, width),
      ...rest.map((line): Row => [span(indent), span(line, tone)]),
      ...content.map((line): Row => [span(indent), span(line, 'string')]),
    ];
  });
}
