import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { readSection, type TwinDocument } from '../../twin/twin-document.ts';
import { minimalPatch } from '../edit/minimal-patch.ts';
import { valueRow } from '../panes/json-spans.ts';
import type { Overlay } from '../state.ts';
import { blanks, fitRow, type Row, span } from '../text/row.ts';
import { type Dialog, type Room, scrolled } from './dialog.ts';

const preferred = 116;

/** Two versions side by side: each path in which they differ. */
export function compareDialog({ from, to, top }: Extract<Overlay, { kind: 'compare' }>, room: Room): Dialog {
  const half = Math.floor((Math.min(room.width, preferred - 4) - 2) / 2);
  const rows = (['tags', 'desired', 'reported'] as const).flatMap(section => {
    const [a, b] = [valuesOf(from, section), valuesOf(to, section)];
    const patch = minimalPatch(a, b);
    return patch === undefined ? [] : differences([section], a, b, patch).flatMap(found => pairRows(found, half));
  });
  const head = beside([span(`v${from.version}`, 'title')], [span(`v${to.version}`, 'title')], half);
  const none = [[span('tags, desired and reported are the same', 'muted')]];
  const shown = scrolled(rows.length === 0 ? none : rows, top, room.height - 1);
  return { title: `v${from.version} and v${to.version}`, width: preferred, rows: [head, ...shown] };
}

type Difference = { readonly path: readonly string[]; readonly a: Json | undefined; readonly b: Json | undefined };

function differences(path: readonly string[], a: Json | undefined, b: Json, patch: JsonObject): readonly Difference[] {
  return Object.keys(patch).flatMap(key => {
    const [was, is] = [member(a, key), member(b, key)];
    const change = patch[key]!;
    if (isObject(was) && isObject(is) && isObject(change)) return differences([...path, key], was, is, change);
    return [{ path: [...path, key], a: was, b: is }];
  });
}

function pairRows({ path, a, b }: Difference, half: number): readonly Row[] {
  const mark = a === undefined ? '+' : b === undefined ? '-' : '~';
  const side = (value: Json | undefined): Row =>
    value === undefined ? [span('  not there', 'muted')] : [span('  '), ...valueRow(value)];
  return [[span(`${mark} `, 'changed'), span(path.join('.'), 'key')], beside(side(a), side(b), half)];
}

function beside(left: Row, right: Row, half: number): Row {
  return [...fitRow(left, half), blanks(2), ...fitRow(right, half)];
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function valuesOf({ tags = {}, properties }: TwinDocument, section: 'tags' | 'desired' | 'reported'): JsonObject {
  return section === 'tags' ? tags : readSection(properties[section]).values;
}
