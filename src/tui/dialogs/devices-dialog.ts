import type { DeviceListState, DeviceRow } from '../../clients/device-list.ts';
import { age } from '../panes/age.ts';
import type { Overlay } from '../state.ts';
import { fitRow, inverted, type Row, span } from '../text/row.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';
import { fieldRow, problemRows } from './field-row.ts';

export function devicesDialog(
  index: number,
  { status, rows: devices, error }: DeviceListState,
  now: number,
  room: Room,
): Dialog {
  const width = Math.min(room.width, 92);
  const height = Math.max(1, room.height - 2 - (error === undefined ? 0 : 2));
  const top = windowTop(index, devices.length, height);
  const rows = devices.slice(top, top + height).map((device, offset) => {
    const row = deviceRow(device, now);
    return top + offset === index ? inverted(fitRow(row, width)) : row;
  });
  const more = status === 'partial' ? [[span('there are more: m', 'hint')]] : [];
  const none: Row[] =
    status === 'loading' ? [[span('reading…', 'muted')]] : [[span('no devices yet: press a to create one', 'hint')]];
  const head: Row = [span('device'.padEnd(34), 'muted'), span('status    connection    seen        kind', 'muted')];
  const problem =
    error === undefined ? [] : problemRows({ message: error.message, hint: error.hint ?? 'R tries again.' });
  return {
    title: `Devices · ${devices.length}`,
    width: width + 4,
    rows: [...problem, head, ...(rows.length === 0 ? none : rows), ...more],
  };
}

function deviceRow({ deviceId, status, connectionState, lastActivityTime, isEdge }: DeviceRow, now: number): Row {
  const isConnected = connectionState === 'Connected';
  const seen = lastActivityTime === undefined ? '' : age(Date.parse(lastActivityTime), now);
  return [
    ...fitRow([span(deviceId, 'key')], 33),
    span(` ${(status ?? '').padEnd(10)}`, status === 'disabled' ? 'warn' : undefined),
    span(
      `${isConnected ? '●' : '○'} ${(isConnected ? 'online' : 'offline').padEnd(12)}`,
      isConnected ? 'good' : 'muted',
    ),
    span(seen.padEnd(12), 'muted'),
    span(isEdge ? 'edge' : '', 'muted'),
  ];
}

export function createDeviceDialog(
  { field, problem }: Extract<Overlay, { kind: 'create-device' }>,
  room: Room,
): Dialog {
  return {
    title: 'New device',
    width: 64,
    rows: [
      [span("Its name: letters, digits and - : . + % _ # * ? ! ( ) , = @ $ '", 'muted')],
      [],
      fieldRow(field, Math.min(room.width, 60)),
      [],
      ...problemRows(problem),
    ],
  };
}

export function deleteDeviceDialog(
  { deviceId, field, problem }: Extract<Overlay, { kind: 'delete-device' }>,
  room: Room,
): Dialog {
  return {
    title: 'Delete a device',
    width: 64,
    rows: [
      [span('! ', 'bad'), span(deviceId, 'key'), span(' is deleted with its twin and its keys.', 'bad')],
      [span('There is no undo. Type its name, or Esc keeps it.', 'muted')],
      [],
      fieldRow(field, Math.min(room.width, 60)),
      [],
      ...problemRows(problem),
    ],
  };
}
