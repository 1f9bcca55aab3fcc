import { doubledSection, rewrittenNumber } from '../edit/assignment.ts';
import { fieldText } from '../edit/text-field.ts';
import type { Overlay } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import type { Dialog, Room } from './dialog.ts';
import { caretRow, fieldRow, problemRows } from './field-row.ts';
import { placeRows } from './place-rows.ts';

const widest = 84;

type Edit = Extract<Overlay, { kind: 'edit' }>;

export function editDialog({ field, known, problem }: Edit, room: Room): Dialog {
  const width = Math.min(room.width, widest - 4);
  return {
    title: known?.isWish ? 'Wish for it in desired: only the device writes reported' : 'Change the twin',
    width: widest,
    rows: [
      [span('path = value', 'title'), span('   JSON or a word; null deletes the key', 'muted')],
      [],
      fieldRow(field, width),
      problem?.offset === undefined ? [] : caretRow(field, width),
      ...(problem === undefined ? [hintRow(fieldText(field), known)] : problemRows(problem, width)),
    ],
  };
}

function hintRow(text: string, known: Edit['known']): Row {
  const doubled = doubledSection(text);
  if (doubled !== undefined) {
    return [span(`This makes a key named ${doubled} inside; Ctrl+U clears the line.`, 'warn')];
  }
  const number = rewrittenNumber(text, known);
  if (number !== undefined) {
    const { typed, becomes } = number;
    return [span(`This is the number ${becomes}; for a text, such as a version, type "${typed}".`, 'warn')];
  }
  return [span('E.g. tags.location.plant = "Redmond43", desired.telemetryInterval = 5', 'muted')];
}

export function editorProblemDialog(
  { problem, job }: Extract<Overlay, { kind: 'editor-problem' }>,
  room: Room,
): Dialog {
  const width = Math.min(room.width, widest - 4);
  const place = problem.offset === undefined ? [] : [[], ...placeRows(job.text, problem.offset, width)];
  return {
    title: 'After the editor',
    width: widest,
    rows: [
      ...problemRows(problem, width),
      ...place,
      [],
      [span(`The text is kept: ${job.text.length} characters. e opens it again, Esc drops it.`, 'muted')],
    ],
  };
}
