import { doubledSection } from '../edit/assignment.ts';
import { fieldText } from '../edit/text-field.ts';
import type { Overlay } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import type { Dialog, Room } from './dialog.ts';
import { fieldRow, problemRows } from './field-row.ts';

export function editDialog({ field, problem }: Extract<Overlay, { kind: 'edit' }>, { width }: Room): Dialog {
  return {
    title: 'Change the twin',
    width: 84,
    rows: [
      [span('path = value', 'title'), span('   JSON or a word; null deletes the key', 'muted')],
      [],
      fieldRow(field, Math.min(width, 80)),
      [],
      ...(problem === undefined ? [hintRow(fieldText(field))] : problemRows(problem)),
    ],
  };
}

function hintRow(text: string): Row {
  const doubled = doubledSection(text);
  if (doubled === undefined)
    return [span('E.g. tags.location.plant = "Redmond43", desired.telemetryInterval = 5', 'muted')];
  return [span(`This makes a key named ${doubled} inside; Ctrl+U clears the line.`, 'warn')];
}

export function editorProblemDialog({ problem, job }: Extract<Overlay, { kind: 'editor-problem' }>): Dialog {
  return {
    title: 'After the editor',
    width: 84,
    rows: [
      ...problemRows(problem),
      [],
      [span(`The text is kept: ${job.text.length} characters. e opens it again, Esc drops it.`, 'muted')],
    ],
  };
}
