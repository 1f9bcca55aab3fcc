import { targetName } from '../../twin/twin-document.ts';
import type { Overlay } from '../state.ts';
import { span } from '../text/row.ts';
import type { Dialog, Room } from './dialog.ts';
import { fieldRow, problemRows, sendingRow } from './field-row.ts';

/** The name of a new device, or of a new module of one. */
export function createIdentityDialog(
  { parent, field, sending, problem }: Extract<Overlay, { kind: 'create-identity' }>,
  room: Room,
): Dialog {
  return {
    title: parent === undefined ? 'New device' : `New module of ${parent}`,
    width: 68,
    rows: [
      [span("Its name: letters, digits and - : . + % _ # * ? ! ( ) , = @ $ '", 'muted')],
      [],
      fieldRow(field, Math.min(room.width, 64)),
      [],
      ...(sending ? [sendingRow] : problemRows(problem)),
    ],
  };
}

/** Asks for the name of an identity before it is deleted, because its twin and its keys are lost for good. */
export function deleteIdentityDialog(
  { target, field, sending, problem }: Extract<Overlay, { kind: 'delete-identity' }>,
  room: Room,
): Dialog {
  const isModule = target.moduleId !== undefined;
  return {
    title: isModule ? 'Delete a module' : 'Delete a device',
    width: 72,
    rows: [
      [
        span('! ', 'bad'),
        span(targetName(target), 'key'),
        span(` is deleted with its twin and its keys${isModule ? '' : ', and its modules'}.`, 'bad'),
      ],
      [span('There is no undo. Type its name, or Esc keeps it.', 'muted')],
      [],
      fieldRow(field, Math.min(room.width, 68)),
      [],
      ...(sending ? [sendingRow] : problemRows(problem)),
    ],
  };
}
