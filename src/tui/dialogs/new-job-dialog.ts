import type { JobWork } from '../../clients/service/job-calls.ts';
import { safeJson } from '../../lib/escape.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { NewJob, Overlay } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Dialog, Room } from './dialog.ts';
import { caretRow, fieldRow, problemRows, sendingRow } from './field-row.ts';

const preferred = 96;
const example = "e.g. desired.telemetryInterval = 5 WHERE tags.location.plant = 'Redmond43'; * is all devices";

export function createJobDialog({ field, problem }: Extract<Overlay, { kind: 'create-job' }>, room: Room): Dialog {
  const width = Math.min(room.width, preferred - 4);
  return {
    title: 'New job',
    width: preferred,
    rows: [
      [
        span('path = value WHERE condition', 'title'),
        span(', or ', 'muted'),
        span('call name payload WHERE condition', 'title'),
      ],
      ...wrapped(example, width).map((line): Row => [span(line, 'muted')]),
      [],
      fieldRow(field, width),
      problem?.offset === undefined ? [] : caretRow(field, width),
      ...problemRows(problem, width),
    ],
  };
}

/** Tells before a job is scheduled what it does, and to how many devices. */
export function confirmJobDialog({ act: { work, condition }, count, sending, problem }: NewJob, room: Room): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const told = (name: string, text: string): readonly Row[] =>
    wrapped(text, width - 10).map(
      (line, index): Row => [span((index === 0 ? name : '').padEnd(10), 'muted'), span(line, 'string')],
    );
  return {
    title: 'New job',
    width: preferred,
    rows: [
      countRow(count),
      [],
      ...told(work.kind === 'update-twin' ? 'PATCH' : 'Call', workText(work)),
      ...told('WHERE', condition),
      [],
      ...(sending && count !== undefined ? [sendingRow] : problemRows(problem)),
      [span('It begins at once, and there is no undo.', 'muted')],
    ],
  };
}

function countRow(count: number | undefined): Row {
  if (count === undefined) return [span('counting the devices…', 'muted')];
  if (count === 0) return [span('! ', 'warn'), span('no device meets the condition now', 'warn')];
  const devices = count === 1 ? '1 device meets' : `${count.toLocaleString('en')} devices meet`;
  return [span('! ', 'warn'), span(`${devices} the condition now, and will be changed`, 'warn')];
}

function workText(work: JobWork): string {
  if (work.kind === 'update-twin') return safeJson(work.patch as JsonObject);
  const { name, payload = null } = work.method;
  return payload === null ? name : `${name} ${safeJson(payload)}`;
}
