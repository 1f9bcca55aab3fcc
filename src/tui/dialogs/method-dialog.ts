import { valueRow } from '../panes/json-spans.ts';
import type { MethodCallResult, Overlay } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import type { Dialog, Room } from './dialog.ts';
import { fieldRow, problemRows } from './field-row.ts';

/** Calls from the service side, the last ones below with what the device answered. */
export function methodDialog(
  { field, isCalling, calls, problem }: Extract<Overlay, { kind: 'method' }>,
  room: Room,
): Dialog {
  return {
    title: 'Call a direct method',
    width: 88,
    rows: [
      [span('name payload', 'title'), span('   e.g. reboot, or setInterval 5', 'muted')],
      [],
      fieldRow(field, Math.min(room.width, 84)),
      [],
      ...(isCalling ? [[span('waiting for the device…', 'warn')]] : problemRows(problem)),
      ...[...calls]
        .reverse()
        .flatMap(callRows)
        .slice(0, Math.max(0, room.height - 6)),
    ],
  };
}

function callRows({ name, payload, answer }: MethodCallResult): readonly Row[] {
  const call: Row = [span('→ ', 'hint'), span(name, 'key'), span(' '), ...valueRow(payload)];
  if ('problem' in answer)
    return [call, [span(`  ✗ ${answer.problem.message}`, 'bad')], [span(`    ${answer.problem.hint}`, 'hint')]];
  const tone = answer.status < 300 ? 'good' : 'bad';
  return [
    call,
    [
      span('  ← '),
      span(String(answer.status), tone),
      span(' '),
      ...valueRow(answer.payload),
      span(`  ${answer.milliseconds.toFixed(1)} ms`, 'muted'),
    ],
  ];
}
