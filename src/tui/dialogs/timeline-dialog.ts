import type { TwinVersion } from '../../clients/twin-watch.ts';
import { safeJson } from '../../lib/escape.ts';
import { beginsLife, versionId } from '../../twin/seen-version.ts';
import { type TwinDocument, valuesOf } from '../../twin/twin-document.ts';
import { minimalPatch } from '../edit/minimal-patch.ts';
import { age, dayTime } from '../panes/age.ts';
import type { Overlay } from '../state.ts';
import { authorOf } from '../text/author.ts';
import { fitRow, inverted, type Row, span, spread } from '../text/row.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';

const preferred = 110;
/** `service iothubowner`, and a little more. */
const authorWidth = 20;

type Timeline = Extract<Overlay, { kind: 'timeline' }>;

/** All versions seen, the newest on top: when, by whom, and what they changed. */
export function timelineDialog(
  history: readonly TwinVersion[],
  { index, marked }: Pick<Timeline, 'index' | 'marked'>,
  now: number,
  room: Room,
): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const newestFirst = history.map((_, at) => history.length - 1 - at);
  const top = windowTop(history.length - 1 - index, history.length, room.height);
  const rows = newestFirst.slice(top, top + room.height).map(at => {
    const row = versionRow(history, at, { now, width, isMarked: versionId(history[at]!) === marked });
    return at === index ? inverted(fitRow(row, width)) : row;
  });
  const none = [[span('no version was seen yet', 'muted')]];
  return { title: `Versions seen · ${history.length}`, width: preferred, rows: rows.length === 0 ? none : rows };
}

type Look = { readonly now: number; readonly width: number; readonly isMarked: boolean };

function versionRow(history: readonly TwinVersion[], at: number, { now, width, isMarked }: Look): Row {
  const { document, changedBy, at: seen } = history[at]!;
  const before = beginsLife(history, at) ? undefined : history[at - 1]?.document;
  const first = at > 0 ? 'the device was made again' : 'first seen';
  const left: Row = [
    span(isMarked ? '• ' : '  ', 'changed'),
    span(`v${document.version}`.padEnd(6), 'title'),
    span(`${dayTime(seen, now)}  `, 'muted'),
    ...fitRow([span(authorOf(changedBy), 'key')], authorWidth),
    span('  '),
    span(before === undefined ? first : versionSummary(before, document), before === undefined ? 'muted' : undefined),
  ];
  return spread(left, [span(age(seen, now), 'muted')], width);
}

/** What a version changed, each section as a patch. */
export function versionSummary(before: TwinDocument, after: TwinDocument): string {
  const parts = (['tags', 'desired', 'reported'] as const).flatMap(section => {
    const patch = minimalPatch(valuesOf(before, section), valuesOf(after, section));
    return patch === undefined ? [] : [`${section} ${safeJson(patch)}`];
  });
  return parts.length === 0 ? 'the same values again' : parts.join('  ');
}
