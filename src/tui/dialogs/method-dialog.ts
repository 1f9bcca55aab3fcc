import { safeJson } from '../../lib/escape.ts';
import type { Json } from '../../lib/json.ts';
import type { MethodCallResult } from '../method-call.ts';
import { dayTime } from '../panes/age.ts';
import type { Overlay } from '../state.ts';
import { type Row, span, spread } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';
import { type Dialog, lastTop, type Room, scrolled } from './dialog.ts';
import { fieldRow, problemRows } from './field-row.ts';

export type MethodDialogOptions = {
  readonly overlay: Extract<Overlay, { kind: 'method' }>;
  /** The device or module that is called. */
  readonly target: string;
  readonly now: number;
  readonly room: Room;
};

const preferred = 92;
/** Lines of one payload: all that a method may answer is within them at any width but the narrowest. */
const longest = 2_000;

/** Calls from the service side, the last one on top: payloads and results whole, broken where the dialog ends. */
export function methodDialog({ overlay, target, now, room }: MethodDialogOptions): Dialog {
  const { field, isCalling, calls, top, problem } = overlay;
  const width = Math.min(room.width, preferred - 4);
  const history = [...calls].reverse().flatMap(call => callRows(call, now, width));
  const head: readonly Row[] = [
    [span('name payload', 'title'), span('   a simulated device has reboot, setInterval 5, echo', 'muted')],
    [],
    fieldRow(field, width),
    [],
    ...(isCalling ? [[span('waiting for the device…', 'warn')]] : problemRows(problem)),
  ];
  const height = Math.max(1, room.height - head.length);
  return {
    title: `Call a direct method · ${target}`,
    width: preferred,
    rows: [...head, ...scrolled(history, top, height)],
    last: lastTop(history, height),
    status: history.length > height ? [span('PgDn older answers', 'hint')] : [],
  };
}

function callRows({ at, target, name, payload, answer }: MethodCallResult, now: number, width: number): readonly Row[] {
  const call: readonly Row[] = [
    spread([span('→ ', 'hint'), span(name, 'key')], [span(`${target}  ${dayTime(at, now)}`, 'muted')], width),
    ...jsonRows(payload, 'string', width),
  ];
  if ('problem' in answer)
    return [...call, [span(`  ✗ ${answer.problem.message}`, 'bad')], [span(`    ${answer.problem.hint}`, 'hint')]];
  const tone = answer.status < 300 ? 'good' : 'bad';
  const status: Row = [span('  ← '), span(String(answer.status), tone)];
  const took: Row = [span(`${answer.milliseconds.toFixed(1)} ms`, 'muted')];
  return [...call, spread(status, took, width), ...jsonRows(answer.payload, undefined, width)];
}

function jsonRows(value: Json, tone: Tone | undefined, width: number): readonly Row[] {
  if (value === null) return [];
  return wrapped(safeJson(value), width - 4, longest).map((line): Row => [span(`    ${line}`, tone)]);
}
