import type { DeviceRow } from '../../clients/device-list.ts';
import { narrowedDevices } from '../dialogs/narrowed-devices.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import { emptyField, type Overlay, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { shows } from './shown-twin.ts';

type Devices = Extract<Overlay, { kind: 'devices' }>;

/** The list as it opens. */
export const allDevices: Devices = { kind: 'devices', index: 0, field: emptyField, isTyping: false };

export function devicesKey(state: ScreenState, overlay: Devices, key: Key, { devices }: KeyContext): Update {
  const narrowed = narrowedDevices(devices, fieldText(overlay.field));
  if (overlay.isTyping) return filterKey(state, overlay, key, narrowed.length);
  const act = actOf('devices', key.name);
  switch (act) {
    case 'up':
      return { state: moved(state, overlay, overlay.index - 1, narrowed.length) };
    case 'down':
      return { state: moved(state, overlay, overlay.index + 1, narrowed.length) };
    case 'filter':
      return { state: { ...state, overlay: { ...overlay, isTyping: true } } };
    case 'create': {
      const create: Overlay = { kind: 'create-device', parent: undefined, field: emptyField, problem: undefined };
      return { state: { ...state, overlay: create } };
    }
    case 'reload':
      return { state, effect: { kind: 'reload-devices' } };
    case 'more':
      return { state, effect: { kind: 'more-devices' } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default: {
      const device = narrowed[overlay.index];
      return device === undefined ? { state } : deviceAct(state, act, device);
    }
  }
}

/** Each letter narrows the list; the cursor goes to the first that is left. */
function filterKey(state: ScreenState, overlay: Devices, key: Key, count: number): Update {
  switch (actOf('devices-filter', key.name)) {
    case 'up':
      return { state: moved(state, overlay, overlay.index - 1, count) };
    case 'down':
      return { state: moved(state, overlay, overlay.index + 1, count) };
    case 'confirm':
      return { state: { ...state, overlay: { ...overlay, isTyping: false } } };
    case 'cancel':
      return { state: { ...state, overlay: allDevices } };
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, index: 0 } } };
    }
  }
}

function moved(state: ScreenState, overlay: Devices, index: number, count: number): ScreenState {
  return { ...state, overlay: { ...overlay, index: Math.min(Math.max(0, count - 1), Math.max(0, index)) } };
}

function deviceAct(state: ScreenState, act: Act | undefined, { deviceId, status }: DeviceRow): Update {
  switch (act) {
    case 'choose':
      return { state: { ...shows(state, { deviceId }), overlay: undefined, focus: 'twin' } };
    case 'simulate': {
      const shown: ScreenState = { ...shows(state, { deviceId }), overlay: undefined, focus: 'device' };
      return { state: shown, effect: { kind: 'simulate', target: { deviceId } } };
    }
    case 'open-modules': {
      const overlay: Overlay = { kind: 'modules', deviceId, index: 0, modules: undefined, problem: undefined };
      return { state: { ...state, notice: undefined, overlay }, effect: { kind: 'read-modules', deviceId } };
    }
    case 'delete': {
      const overlay: Overlay = { kind: 'delete-device', target: { deviceId }, field: emptyField, problem: undefined };
      return { state: { ...state, overlay } };
    }
    case 'toggle-enabled': {
      const wanted = status === 'disabled' ? 'enabled' : 'disabled';
      return { state, effect: { kind: 'set-device-status', deviceId, status: wanted } };
    }
    case 'copy-connection-string':
      return { state, effect: { kind: 'copy-connection-string', target: { deviceId } } };
    default:
      return { state };
  }
}
