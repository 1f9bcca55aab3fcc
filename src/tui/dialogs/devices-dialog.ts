import type { DeviceListState, DeviceRow } from '../../clients/device-list.ts';
import { fieldText } from '../edit/text-field.ts';
import { age } from '../panes/age.ts';
import type { Overlay } from '../state.ts';
import { fitRow, inverted, type Row, span } from '../text/row.ts';
import { wordOf } from '../text/word-of.ts';
import { cursorAt } from '../update/list-cursor.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';
import { fieldRow, problemRows } from './field-row.ts';
import { narrowedDevices } from './narrowed-devices.ts';

export type DevicesDialogOptions = {
  readonly overlay: Extract<Overlay, { kind: 'devices' }>;
  readonly list: DeviceListState;
  /** Names of the devices and modules that this screen simulates. */
  readonly simulated: readonly string[];
  readonly now: number;
  readonly room: Room;
};

const preferred = 96;
/** Cells of the column of names, which gives way where there is little room. */
const [narrowestName, widestName] = [14, 33];
const otherColumns = 52;

/** A hub's devices with their states, narrowed by what is typed. */
export function devicesDialog({ overlay, list, simulated, now, room }: DevicesDialogOptions): Dialog {
  const { cursor, field, isTyping } = overlay;
  const width = Math.min(room.width, preferred - 4);
  const devices = narrowedDevices(list.rows, fieldText(field));
  const index = cursorAt(
    devices.map(({ deviceId }) => deviceId),
    cursor,
  );
  const problem = errorRows(list);
  const isNarrowed = isTyping || fieldText(field) !== '';
  const filter = isNarrowed ? [isTyping ? fieldRow(field, width, '/') : [span(`/${fieldText(field)}`, 'hint')]] : [];
  const more = moreRows(list, isNarrowed);
  const height = Math.max(1, room.height - 1 - problem.length - filter.length - more.length);
  const top = windowTop(index, devices.length, height);
  const names = Math.min(widestName, Math.max(narrowestName, width - otherColumns));
  const rows = devices.slice(top, top + height).map((device, offset) => {
    const row = fitRow(deviceRow(device, { names, isSimulated: simulated.includes(device.deviceId), now }), width);
    return top + offset === index ? inverted(row) : row;
  });
  const none: Row[] = [[span(emptyText(list), list.status === 'loading' ? 'muted' : 'hint')]];
  return {
    title: isNarrowed ? `Devices · ${devices.length} of ${list.rows.length}` : `Devices · ${list.rows.length}`,
    width: preferred,
    status: list.at === undefined ? [] : [span(`read ${age(list.at, now)}`, 'muted')],
    rows: [...problem, ...filter, headRow(names), ...(rows.length === 0 ? none : rows), ...more],
  };
}

function headRow(names: number): Row {
  return [span('device'.padEnd(names + 1), 'muted'), span('status    connection   seen      keys    kind', 'muted')];
}

function emptyText({ status, rows }: DeviceListState): string {
  if (status === 'loading') return 'reading…';
  if (status === 'failed' && rows.length === 0) return 'the list could not be read: R tries again';
  return rows.length === 0 ? 'no devices yet: press a to create one' : 'no device read so far has these words';
}

function moreRows({ status, rows }: DeviceListState, isNarrowed: boolean): readonly Row[] {
  if (status !== 'partial') return [];
  const searched = isNarrowed ? `only the first ${rows.length} devices were searched: ` : 'there are more: ';
  return [[span(`${searched}m reads on`, 'hint')]];
}

function errorRows({ error }: DeviceListState): readonly Row[] {
  return error === undefined ? [] : problemRows({ message: error.message, hint: error.hint ?? 'R tries again.' });
}

type Look = { readonly names: number; readonly isSimulated: boolean; readonly now: number };

function deviceRow(device: DeviceRow, { names, isSimulated, now }: Look): Row {
  const { deviceId, connectionState, isEdge } = device;
  const [status, authenticationType] = [wordOf(device.status), wordOf(device.authenticationType)];
  const isConnected = connectionState === 'Connected';
  const seen = age(Date.parse(wordOf(device.lastActivityTime)), now);
  return [
    ...fitRow([span(wordOf(deviceId), 'key')], names),
    span(` ${status.padEnd(10)}`, status === 'disabled' ? 'warn' : undefined),
    span(
      `${isConnected ? '●' : '○'} ${(isConnected ? 'online' : 'offline').padEnd(11)}`,
      isConnected ? 'good' : 'muted',
    ),
    span(seen.padEnd(10), 'muted'),
    span(keyWords[authenticationType] ?? authenticationType.padEnd(8), 'muted'),
    span(isEdge ? 'edge ' : '', 'muted'),
    span(isSimulated ? 'simulated' : '', 'changed'),
  ];
}

/** How it proves who it is, short enough for a column. */
const keyWords: Readonly<Record<string, string>> = {
  sas: 'SAS     ',
  selfSigned: 'X.509   ',
  certificateAuthority: 'X.509 CA',
};
