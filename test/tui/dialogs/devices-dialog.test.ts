import { describe, expect, it } from 'vitest';
import type { DeviceListState, DeviceRow } from '../../../src/clients/device-list.ts';
import { devicesDialog } from '../../../src/tui/dialogs/devices-dialog.ts';
import { modulesDialog } from '../../../src/tui/dialogs/modules-dialog.ts';
import { narrowedDevices } from '../../../src/tui/dialogs/narrowed-devices.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { allDevices } from '../../../src/tui/update/devices-keys.ts';
import { atTop } from '../../../src/tui/update/list-cursor.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon } from '../../helpers/screen-props.ts';

const room = { width: 116, height: 12 };
const device = (deviceId: string, change: Partial<DeviceRow> = {}): DeviceRow => ({
  deviceId,
  status: 'enabled',
  connectionState: 'Disconnected',
  lastActivityTime: undefined,
  authenticationType: 'sas',
  isEdge: false,
  ...change,
});
const fleet = [
  device('boiler-1', { connectionState: 'Connected', lastActivityTime: new Date(noon - 12_000).toISOString() }),
  device('boiler-2', { status: 'disabled', authenticationType: 'selfSigned' }),
  device('gateway', { isEdge: true }),
];
const list: DeviceListState = { status: 'complete', rows: fleet, at: noon, error: undefined };
const shown = (change: Partial<DeviceListState> = {}, typed?: string) => {
  const overlay = { ...allDevices, field: textField(typed), isTyping: typed !== undefined };
  const dialog = devicesDialog({ overlay, list: { ...list, ...change }, simulated: ['gateway'], now: noon, room });
  return [dialog.title, ...dialog.rows.map(rowText)];
};

describe('the list of devices', () => {
  it('each has its states in columns, by a word and not by colour alone', () => {
    const [title, , boiler, disabled, gateway] = shown();
    expect(title).toBe('Devices · 3');
    expect(boiler).toMatch(/boiler-1 +enabled +● online +12 s +SAS/);
    expect(disabled).toMatch(/boiler-2 +disabled +○ offline +X\.509/);
    expect(gateway).toMatch(/gateway +enabled +○ offline +SAS +edge simulated/);
  });
  it.each([
    ['boiler', ['boiler-1', 'boiler-2']],
    ['boiler online', ['boiler-1']],
    ['DISABLED', ['boiler-2']],
    ['edge', ['gateway']],
    ['', ['boiler-1', 'boiler-2', 'gateway']],
    ['nothing like it', []],
  ])('%j leaves %j', (text, names) => {
    expect(narrowedDevices(fleet, text).map(({ deviceId }) => deviceId)).toEqual(names);
  });
  it('narrowed, it tells of how many, and that not all were read', () => {
    const rows = shown({ status: 'partial' }, 'boil');
    expect(rows[0]).toBe('Devices · 2 of 3');
    expect(rows[1]).toContain('/boil');
    expect(rows.at(-1)).toContain('only the first 3 devices were searched: m reads on');
  });
  it('a list that could not be read says why, above what was known', () => {
    const rows = shown({ status: 'failed', error: { message: 'the hub is gone', hint: 'R' } as never });
    expect(rows[1]).toContain('✗ the hub is gone');
    expect(rows.join('\n')).toContain('boiler-1');
  });
});

it('the modules of a device tell their states, and which is simulated', () => {
  const overlay = {
    kind: 'modules' as const,
    deviceId: 'dev1',
    cursor: atTop,
    modules: [
      { moduleId: 'camera', isConnected: true, lastActivityTime: new Date(noon - 5_000).toISOString() },
      { moduleId: 'filter', isConnected: false, lastActivityTime: undefined },
    ],
    problem: undefined,
  };
  const dialog = modulesDialog(overlay, ['dev1/camera'], noon, room);
  expect(dialog.title).toBe('Modules of dev1 · 2');
  expect(dialog.rows.map(rowText).slice(1)).toEqual([
    expect.stringMatching(/^camera +● online +5 s +simulated *$/),
    expect.stringMatching(/^filter +○ offline *$/),
  ]);
  const reading = modulesDialog({ ...overlay, modules: undefined }, [], noon, room);
  expect(reading.rows.map(rowText)).toContain('reading…');
});
