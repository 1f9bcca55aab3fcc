import { safeJson } from '../../lib/escape.ts';
import { isObject } from '../../lib/json.ts';
import { readSection } from '../../twin/twin-document.ts';
import { type PathChange, pathChanges, sectionContent, valueAt } from '../edit/twin-change.ts';
import { valueRow } from '../panes/json-spans.ts';
import type { Preview } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import type { Dialog, Room } from './dialog.ts';
import { problemRows } from './field-row.ts';

/** What a write will do, before it is sent; after a conflict, beside what somebody else wrote. */
export function previewDialog(preview: Preview, room: Room): Dialog {
  const { title, base, change, theirs, problem, sending } = preview;
  const changes = pathChanges(base, change);
  const end: Row = [
    span(sending ? 'sending…' : '⏎ sends it', sending ? 'warn' : 'hint'),
    ...(sending ? [] : [span(', Esc goes back', 'hint')]),
  ];
  const below = [...wireRows(preview), [], ...problemRows(problem), end];
  const shown = theirs === undefined ? changes.flatMap(changeRows) : conflictRows(preview, changes);
  const height = Math.max(1, room.height - below.length - 1);
  const cutOff = shown.length > height ? [[span(`… and ${shown.length - height + 1} more lines`, 'muted')]] : [];
  const above = cutOff.length === 0 ? shown : [...shown.slice(0, height - 1), ...cutOff];
  return { title: theirs === undefined ? title : `${title} · conflict`, width: 100, rows: [...above, [], ...below] };
}

function wireRows({ base, theirs, change: { kind, content } }: Preview): readonly Row[] {
  const { etag } = theirs ?? base;
  return [
    [span(kind === 'patch' ? 'PATCH     ' : 'PUT       ', 'muted'), span(safeJson(content))],
    [span('If-Match  ', 'muted'), span(etag, 'number'), span('  refused if somebody else writes meanwhile', 'muted')],
    deviceRow({ base: theirs ?? base, content }),
  ];
}

function deviceRow({ base, content }: Pick<Preview, 'base'> & Pick<Preview['change'], 'content'>): Row {
  const desired = sectionContent(content, 'desired');
  if (desired === undefined) {
    return [span('Device    ', 'muted'), span("is not told: tags are the back end's own", 'muted')];
  }
  const push = { ...desired, $version: readSection(base.properties.desired).version + 1 };
  return [span('Device    ', 'muted'), span(`receives ${safeJson(push)}`)];
}

function changeRows({ section, path, was, value }: PathChange): readonly Row[] {
  const name = span([section, ...path].join('.'), 'key');
  if (value === undefined) return [[span('- delete  ', 'bad'), name, span('  was ', 'muted'), ...valueRow(was)]];
  if (was === undefined) return [[span('+ add     ', 'good'), name, span('  '), ...valueRow(value)]];
  const row = [
    span('~ change  ', 'changed'),
    name,
    span('  '),
    ...valueRow(was),
    span(' → ', 'muted'),
    ...valueRow(value),
  ];
  const isArray = Array.isArray(value) && !isObject(was);
  return isArray ? [row, [span('          an array is replaced whole', 'warn')]] : [row];
}

/** Three ways: what was there when this was typed, what is there now, and what was typed. */
function conflictRows({ base, theirs }: Preview, changes: readonly PathChange[]): readonly Row[] {
  const touched = changes.filter(change => safeJson([valueAt(base, change)]) !== safeJson([valueAt(theirs!, change)]));
  const head =
    touched.length === 0
      ? 'Somebody else wrote meanwhile, but nothing that you change: sending is safe.'
      : 'Somebody else changed the same. Sending puts yours in place of theirs.';
  return [
    [span(`! ${head}`, touched.length === 0 ? 'warn' : 'bad')],
    [],
    ...changes.flatMap(change => [
      [span([change.section, ...change.path].join('.'), 'key')],
      [span('    was     ', 'muted'), ...valueRow(valueAt(base, change))],
      [
        span(touched.includes(change) ? '  ≠ theirs  ' : '    theirs  ', 'differs'),
        ...valueRow(valueAt(theirs!, change)),
      ],
      [
        span('    yours   ', 'changed'),
        ...(change.value === undefined ? [span('deleted', 'bad')] : valueRow(change.value)),
      ],
    ]),
  ];
}
