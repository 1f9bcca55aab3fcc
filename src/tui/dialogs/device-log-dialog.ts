import type { DeviceSnapshot } from '../../clients/device/device-snapshot.ts';
import { targetName } from '../../twin/twin-document.ts';
import { wholeLogRows } from '../panes/device-log-rows.ts';
import { span } from '../text/row.ts';
import { type Dialog, lastTop, type Room, scrolled } from './dialog.ts';

/** All that the device's log has, newest last, its bodies whole: what comes meanwhile moves nothing that is read. */
export function deviceLogDialog(device: DeviceSnapshot, top: number, now: number, room: Room): Dialog {
  const rows = wholeLogRows(device.log, now, room.width);
  const last = lastTop(rows, room.height);
  return {
    title: `Log · ${targetName(device)}`,
    width: room.width + 4,
    rows: rows.length === 0 ? [[span('nothing happened yet', 'muted')]] : scrolled(rows, top, room.height),
    last,
    status: top < last ? [span(`↓ ${last - top} more`, 'hint')] : [],
  };
}
