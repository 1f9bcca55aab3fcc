import { safeJson } from '../../lib/escape.ts';
import { isObject } from '../../lib/json.ts';
import { safe } from '../../lib/text.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { readSection } from '../../twin/twin-document.ts';
import { type Assignment, patchOf } from '../edit/assignment.ts';
import { presentValue } from '../edit/check-assignment.ts';
import type { TextField } from '../edit/text-field.ts';
import { bindingsOf, showKey } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import { placesOf } from './footer-row.ts';
import { valueRow } from './json-spans.ts';

/** What is shown over the panes, and under which title. */
export function overlayRows(
  state: ScreenState,
  overlay: Overlay,
  twin: TwinDocument | undefined,
): { readonly title: string; readonly rows: readonly Row[] } {
  switch (overlay.kind) {
    case 'help':
      return { title: 'Help · any key closes it', rows: helpRows(state) };
    case 'edit':
      return { title: 'Change the twin', rows: editRows(overlay) };
    case 'preview':
      return { title: 'The patch', rows: previewRows(overlay, twin) };
  }
}

function helpRows(state: ScreenState): readonly Row[] {
  const places = placesOf({ ...state, overlay: undefined });
  return bindingsOf(places).map(({ keys, help }) => [
    span(` ${keys.map(showKey).join(' ').padEnd(12)}`, 'hint'),
    span(` ${help}`),
  ]);
}

function editRows({ field, problem }: Extract<Overlay, { kind: 'edit' }>): readonly Row[] {
  return [
    [span('path = value', 'muted'), span('   JSON or a word; null deletes the key', 'muted')],
    [],
    fieldRow(field),
    [],
    ...(problem === undefined ? [] : [[span(problem.message, 'bad')], [span(`→ ${problem.hint}`, 'hint')]]),
  ];
}

function fieldRow({ graphemes, cursor }: TextField): Row {
  const before = graphemes.slice(0, cursor).join('');
  return [
    span('› ', 'focus'),
    span(before),
    span(graphemes[cursor] ?? ' ', undefined, { inverse: true }),
    span(graphemes.slice(cursor + 1).join('')),
  ];
}

function previewRows(
  { assignment, sending, problem }: Extract<Overlay, { kind: 'preview' }>,
  twin: TwinDocument | undefined,
): readonly Row[] {
  const present = twin && presentValue(twin, assignment);
  const { section } = assignment;
  const patch = section === 'tags' ? { tags: patchOf(assignment) } : { properties: { desired: patchOf(assignment) } };
  return [
    changeRow(assignment, present),
    ...(Array.isArray(assignment.value) && present !== undefined
      ? [[span('  an array is replaced whole', 'warn')]]
      : []),
    ...(isObject(assignment.value) && isObject(present)
      ? [[span('  merged into what is there; keys not named stay', 'warn')]]
      : []),
    [],
    [span('PATCH  ', 'muted'), span(safeJson(patch))],
    [
      span('If-Match  ', 'muted'),
      span(twin?.etag ?? '*', 'number'),
      span('  refused when somebody else wrote meanwhile', 'muted'),
    ],
    deviceRow(assignment, twin),
    [],
    ...(problem === undefined ? [] : [[span(problem.message, 'bad')], [span(`→ ${problem.hint}`, 'hint')]]),
    [span(sending ? 'sending…' : '⏎ sends it, Esc goes back to the edit', sending ? 'warn' : 'hint')],
  ];
}

function changeRow({ section, path, value }: Assignment, present: ReturnType<typeof presentValue>): Row {
  const name = span([section, ...path].join('.'), 'key');
  if (value === null) return [span('- delete  ', 'bad'), name, span('  was ', 'muted'), ...valueRow(present)];
  if (present === undefined)
    return [span('+ add     ', 'good'), name, span('  '), { text: safe(safeJson(value)), tone: 'string' }];
  return [
    span('~ change  ', 'changed'),
    name,
    span('  '),
    ...valueRow(present),
    span(' → ', 'muted'),
    { text: safe(safeJson(value)), tone: 'string' },
  ];
}

function deviceRow(assignment: Assignment, twin: TwinDocument | undefined): Row {
  if (assignment.section === 'tags')
    return [span('Device    ', 'muted'), span("is not told: tags are the back end's own", 'muted')];
  const version = twin === undefined ? undefined : readSection(twin.properties.desired).version + 1;
  const push = { ...patchOf(assignment), ...(version !== undefined && { $version: version }) };
  return [span('Device    ', 'muted'), span(`receives ${safeJson(push)}`)];
}
