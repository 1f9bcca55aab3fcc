import type { TwinVersion } from '../../clients/twin-watch.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import { valuesOf } from '../../twin/twin-document.ts';
import { minimalPatch } from '../edit/minimal-patch.ts';
import { dayTime } from '../panes/age.ts';
import { leftOut, pathText, toneOf } from '../panes/json-spans.ts';
import type { Overlay } from '../state.ts';
import { authorOf } from '../text/author.ts';
import { blanks, fitRow, type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';
import { type Dialog, lastTop, moreBelow, type Room, scrolled } from './dialog.ts';
import { type Excerpt, excerpts } from './excerpts.ts';

const preferred = 116;
/** Lines of one value that are shown at most, all of which can be scrolled through. */
const mostLines = 40;

/** Two versions side by side: each path in which they differ. */
export function compareDialog(
  { from, to, top }: Extract<Overlay, { kind: 'compare' }>,
  now: number,
  room: Room,
): Dialog {
  const half = Math.floor((Math.min(room.width, preferred - 4) - 2) / 2);
  const rows = (['tags', 'desired', 'reported'] as const).flatMap(section => {
    const [a, b] = [valuesOf(from.document, section), valuesOf(to.document, section)];
    const patch = minimalPatch(a, b);
    return patch === undefined ? [] : differences([section], a, b, patch).flatMap(found => pairRows(found, half));
  });
  const head = beside(headRow(from, now), headRow(to, now), half);
  const none = [[span('tags, desired and reported are the same', 'muted')]];
  const shown = scrolled(rows.length === 0 ? none : rows, top, room.height - 1);
  const title = `v${from.document.version} and v${to.document.version}`;
  const last = lastTop(rows, room.height - 1);
  return { title, width: preferred, rows: [head, ...shown], last, status: moreBelow(rows, top, room.height - 1) };
}

type Difference = { readonly path: readonly string[]; readonly a: Json | undefined; readonly b: Json | undefined };

function differences(path: readonly string[], a: Json | undefined, b: Json, patch: JsonObject): readonly Difference[] {
  return Object.keys(patch).flatMap(key => {
    const [was, is] = [memberOf(a, key), memberOf(b, key)];
    const change = patch[key]!;
    if (isObject(was) && isObject(is) && isObject(change)) return differences([...path, key], was, is, change);
    return [{ path: [...path, key], a: was, b: is }];
  });
}

/** Which version, by whom, and when it was seen. */
function headRow({ document, changedBy, at }: TwinVersion, now: number): Row {
  return [
    span(`v${document.version}`, 'title'),
    span(`  ${authorOf(changedBy)}`, 'key'),
    span(`  ${dayTime(at, now)}`, 'muted'),
  ];
}

function pairRows({ path, a, b }: Difference, half: number): readonly Row[] {
  const mark = a === undefined ? '+' : b === undefined ? '-' : '~';
  const [one, other] = excerpts(a, b, mostLines * (half - 2));
  const [left, right] = [sideRows(one, toneOf(a), half), sideRows(other, toneOf(b), half)];
  return [
    [span(`${mark} `, 'changed'), span(pathText(path), 'key')],
    ...Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      beside(left[index] ?? [], right[index] ?? [], half),
    ),
  ];
}

/** Broken where its half ends; what is left out is told on lines of its own, which are no part of the value. */
function sideRows(shown: Excerpt | undefined, tone: Tone | undefined, half: number): readonly Row[] {
  if (shown === undefined) return [[span('  not there', 'muted')]];
  const { before, text, after } = shown;
  // Wide characters take two cells each.
  const lines = wrapped(text, half - 2, mostLines * 3).map((line): Row => [span('  '), span(line, tone)]);
  const [above, below] = [leftOut(before, 'equal'), leftOut(after)];
  return [above, ...lines, below].filter(row => row.length > 0);
}

function beside(left: Row, right: Row, half: number): Row {
  return [...fitRow(left, half), blanks(2), ...fitRow(right, half)];
}
