import { messageOf } from '../../lib/errors.ts';
import type { ScreenProps } from '../app/screen.tsx';
import { paneFrame } from '../panes/pane-frame.ts';
import type { Overlay } from '../state.ts';
import type { Row } from '../text/row.ts';
import { shownName } from '../update/shown-twin.ts';
import { cancelJobDialog } from './cancel-job-dialog.ts';
import { compareDialog } from './compare-dialog.ts';
import { deviceLogDialog } from './device-log-dialog.ts';
import { devicesDialog } from './devices-dialog.ts';
import type { Dialog, Room } from './dialog.ts';
import { editDialog, editorProblemDialog } from './edit-dialog.ts';
import { problemRows } from './field-row.ts';
import { helpDialog } from './help-dialog.ts';
import { createIdentityDialog, deleteIdentityDialog } from './identity-dialogs.ts';
import { jobsDialog } from './jobs-dialog.ts';
import { methodDialog } from './method-dialog.ts';
import { modulesDialog } from './modules-dialog.ts';
import { confirmJobDialog, createJobDialog } from './new-job-dialog.ts';
import { paletteDialog } from './palette-dialog.ts';
import { previewDialog } from './preview-dialog.ts';
import { problemsDialog } from './problems-dialog.ts';
import { timelineDialog } from './timeline-dialog.ts';
import { valueDialog } from './value-dialog.ts';
import { wireDialog } from './wire-dialog.ts';

export type DrawnDialog = {
  readonly rows: readonly Row[];
  /** Whether there are rows below those that are seen. */
  readonly hasMore: boolean;
};

/** The dialog with its border, never larger than the panes' place: all of the screen but its first and last line. */
export function drawnDialog(props: ScreenProps, overlay: Overlay): DrawnDialog {
  const { columns, rows } = props.layout;
  const room = roomOf(props.layout);
  const { title, rows: inside, width, status, last = 0 } = dialogOf(props, overlay, room);
  const area = { width: Math.min(columns, width), height: Math.min(rows - 2, inside.length + 2) };
  const hasMore = 'top' in overlay && overlay.top < last;
  return { rows: paneFrame({ area, title, status, focused: true, rows: inside }), hasMore };
}

/**
 * Brings an overlay that was scrolled beyond its end back to it. Otherwise as many keys would seem to do nothing on the
 * way up.
 */
export function withinDialog(props: ScreenProps, overlay: Overlay): Overlay {
  if (!('top' in overlay)) return overlay;
  const { last } = dialogOf(props, overlay, roomOf(props.layout));
  return last === undefined || overlay.top <= last ? overlay : { ...overlay, top: last };
}

function roomOf({ columns, rows }: ScreenProps['layout']): Room {
  return { width: columns - 4, height: rows - 4 };
}

/**
 * The dialog of an overlay before it has a border. One that cannot be made of what a hub answered says so: the program
 * would end with it.
 */
export function dialogOf(props: ScreenProps, overlay: Overlay, room: Room): Dialog {
  try {
    return madeDialog(props, overlay, room);
  } catch (error) {
    const hint = 'Esc leaves; what you were doing goes on.';
    return {
      title: 'This cannot be shown',
      width: room.width,
      rows: problemRows(
        { message: `the hub answered with something unknown: ${messageOf(error)}`, hint },
        room.width - 4,
      ),
    };
  }
}

function madeDialog(props: ScreenProps, overlay: Overlay, room: Room): Dialog {
  const { state, twin, wire, devices, simulated = [], jobs, now } = props;
  switch (overlay.kind) {
    case 'help':
      return helpDialog(state, overlay, room);
    case 'palette':
      return paletteDialog(state, overlay, room);
    case 'edit':
      return editDialog(overlay, room);
    case 'preview':
      return previewDialog(overlay, props.connection, room);
    case 'editor-problem':
      return editorProblemDialog(overlay, room);
    case 'timeline':
      return timelineDialog(twin.history, overlay, now, room);
    case 'compare':
      return compareDialog(overlay, now, room);
    case 'value':
      return valueDialog(overlay, room);
    case 'problems':
      return problemsDialog(state.problems, overlay.top, now, room);
    case 'device-log':
      return deviceLogDialog(props.device.client, overlay.top, now, room);
    case 'wire':
      return wireDialog(overlay, wire.records, room);
    case 'devices':
      return devicesDialog({ overlay, list: devices, simulated, now, room });
    case 'jobs':
      return jobsDialog(overlay, jobs, now, room);
    case 'create-job':
      return createJobDialog(overlay, room);
    case 'confirm-job':
      return confirmJobDialog(overlay, room);
    case 'cancel-job':
      return cancelJobDialog(overlay);
    case 'modules':
      return modulesDialog(overlay, simulated, now, room);
    case 'create-identity':
      return createIdentityDialog(overlay, room);
    case 'delete-identity':
      return deleteIdentityDialog(overlay, room);
    case 'method':
      return methodDialog({ overlay, target: shownName(state), now, room });
  }
}
