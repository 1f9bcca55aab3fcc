import type { TwinVersion } from '../../clients/twin-watch.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import { readSection, type TwinDocument } from '../../twin/twin-document.ts';
import { minimalPatch } from '../edit/minimal-patch.ts';
import { dayTime } from '../panes/age.ts';
import { valueRow } from '../panes/json-spans.ts';
import { authorOf, type Overlay } from '../state.ts';
import { blanks, fitRow, type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import { type Dialog, lastTop, type Room, scrolled } from './dialog.ts';

const preferred = 116;
const more: Row = [span('↓ more', 'hint')];

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
  return { title, width: preferred, rows: [head, ...shown], last, status: last > 0 ? more : [] };
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
  const [left, right] = [sideRows(a, half), sideRows(b, half)];
  return [
    [span(`${mark} `, 'changed'), span(path.join('.'), 'key')],
    ...Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      beside(left[index] ?? [], right[index] ?? [], half),
    ),
  ];
}

/** Broken where its half ends: what differs may stand far behind. */
function sideRows(value: Json | undefined, half: number): readonly Row[] {
  if (value === undefined) return [[span('  not there', 'muted')]];
  const [{ text, tone } = span('')] = valueRow(value);
  return wrapped(text, half - 2).map(line => [span('  '), span(line, tone)]);
}

function beside(left: Row, right: Row, half: number): Row {
  return [...fitRow(left, half), blanks(2), ...fitRow(right, half)];
}

function valuesOf({ tags = {}, properties }: TwinDocument, section: 'tags' | 'desired' | 'reported'): JsonObject {
  return section === 'tags' ? tags : readSection(properties[section]).values;
}
