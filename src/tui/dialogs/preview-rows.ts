import { safeJson } from '../../lib/escape.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { devicePush } from '../edit/device-push.ts';
import { type PathChange, pathChanges, sectionContent, valueAt } from '../edit/twin-change.ts';
import type { Preview } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';

/** Path by path what the change makes of the twin it was made for. */
export function changeRows({ base, change }: Preview): readonly Row[] {
  return pathChanges(base, change).flatMap(pathRows);
}

function pathRows({ section, path, was, value }: PathChange): readonly Row[] {
  const name = span([section, ...path].join('.'), 'key');
  if (isNoChange({ was, value })) {
    const told = value === undefined ? 'there is no such key' : 'the value stays the same';
    const kept = value === undefined ? [] : [span('  '), ...wholeValue(value)];
    return [[span('= nothing ', 'muted'), name, ...kept, span(`   ${told}`, 'warn')]];
  }
  if (value === undefined) return [[span('- delete  ', 'bad'), name, span('  was ', 'muted'), ...wholeValue(was)]];
  if (was === undefined) return [[span('+ add     ', 'good'), name, span('  '), ...wholeValue(value)]];
  const row = [
    span('~ change  ', 'changed'),
    name,
    span('  '),
    ...wholeValue(was),
    span(' → ', 'muted'),
    ...wholeValue(value),
  ];
  const isArray = Array.isArray(value) && !isObject(was);
  return isArray ? [row, [span('          an array is replaced whole', 'warn')]] : [row];
}

/** It is sent all the same if that is wanted: the hub counts it as a write. */
function isNoChange({ was, value }: Pick<PathChange, 'was' | 'value'>): boolean {
  return safeJson([was]) === safeJson([value]);
}

/**
 * Three ways: what was there when this was typed, what is there now, and what was typed. Counted from what is there
 * now: a replacement deletes what somebody else added meanwhile, of which the twin it was typed for knows nothing.
 */
export function conflictRows(
  { base, change }: Preview,
  theirs: NonNullable<Preview['theirs']>,
  width: number,
): readonly Row[] {
  const changes = pathChanges(theirs, change);
  const lost = changes.filter(each => isLost(each, valueAt(base, each)));
  return [
    ...headRows(changes.length, lost.length, width),
    [],
    ...changes.flatMap(each => [
      [span([each.section, ...each.path].join('.'), 'key')],
      [span('    was     ', 'muted'), ...wholeValue(valueAt(base, each))],
      [span(lost.includes(each) ? '  ≠ theirs  ' : '    theirs  ', 'differs'), ...wholeValue(each.was)],
      [
        span('    yours   ', 'changed'),
        ...(each.value === undefined ? [span('deleted', 'bad')] : wholeValue(each.value)),
      ],
    ]),
  ];
}

/** Whether a write of somebody else is lost by ours: they have changed the value, to another one than we write. */
function isLost({ was: theirs, value: yours }: PathChange, before: Json | undefined): boolean {
  return !isNoChange({ was: theirs, value: before }) && !isNoChange({ was: theirs, value: yours });
}

function headRows(changes: number, lost: number, width: number): readonly Row[] {
  const [text, tone] =
    changes === 0
      ? (['Somebody else wrote meanwhile, and the twin is as you want it: leave it.', 'warn'] as const)
      : lost === 0
        ? (['Somebody else wrote meanwhile, but not what you change: sending is safe.', 'warn'] as const)
        : (['Somebody else changed the same. Sending puts yours in place of theirs.', 'bad'] as const);
  return wrapped(`! ${text}`, width).map((line): Row => [span(line, tone)]);
}

/** How much the change does: of a long one the deletions may be far below what is seen. */
export function summaryRow({ base, theirs, change }: Preview): Row {
  const changes = pathChanges(theirs ?? base, change).filter(each => !isNoChange(each));
  const deleted = changes.filter(({ value }) => value === undefined).length;
  const added = changes.filter(({ was, value }) => was === undefined && value !== undefined).length;
  const counts = `${added} added, ${changes.length - added - deleted} changed, `;
  return [span(counts, 'muted'), span(`${deleted} deleted`, deleted > 0 ? 'bad' : 'muted')];
}

/** What goes over the wire, and what the device will hear of it. */
export function wireRows({ base, theirs, change }: Preview): readonly Row[] {
  const { etag } = theirs ?? base;
  return [
    [span(change.kind === 'patch' ? 'PATCH     ' : 'PUT       ', 'muted'), span(safeJson(change.content))],
    [span('If-Match  ', 'muted'), span(etag, 'number'), span('  refused if somebody else writes meanwhile', 'muted')],
    deviceRow(theirs ?? base, change),
  ];
}

function deviceRow(twin: Preview['base'], change: Preview['change']): Row {
  const head = span('Device    ', 'muted');
  const push = devicePush(twin, change);
  if (push !== undefined) return [head, span(`receives ${safeJson(push)}`)];
  const isTold = change.kind === 'replace' || sectionContent(change.content, 'desired') !== undefined;
  return [
    head,
    span(isTold ? 'is not told: desired stays as it is' : "is not told: tags are the back end's own", 'muted'),
  ];
}

/** Here nothing is left out of a value, however long. */
function wholeValue(value: Json | undefined): Row {
  return value === undefined ? [span('nothing', 'muted')] : [span(safeJson(value), toneOf(value))];
}

function toneOf(value: Json): Tone | undefined {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (isObject(value)) return 'muted';
  return Array.isArray(value) ? undefined : 'constant';
}
