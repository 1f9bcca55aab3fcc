import type { DeviceRow } from '../../clients/device-list.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import { emptyField, initialTwin, type Overlay, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

type Devices = Extract<Overlay, { kind: 'devices' }>;

export function devicesKey(state: ScreenState, overlay: Devices, { name }: Key, { devices }: KeyContext): Update {
  const act = actOf('devices', name);
  const at = (index: number) => ({ ...overlay, index: Math.min(Math.max(0, devices.length - 1), Math.max(0, index)) });
  switch (act) {
    case 'up':
      return { state: { ...state, overlay: at(overlay.index - 1) } };
    case 'down':
      return { state: { ...state, overlay: at(overlay.index + 1) } };
    case 'create':
      return { state: { ...state, overlay: { kind: 'create-device', field: emptyField, problem: undefined } } };
    case 'reload':
      return { state, effect: { kind: 'reload-devices' } };
    case 'more':
      return { state, effect: { kind: 'more-devices' } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default: {
      const device = devices[overlay.index];
      return device === undefined ? { state } : deviceAct(state, act, device);
    }
  }
}

function deviceAct(state: ScreenState, act: Act | undefined, { deviceId, status }: DeviceRow): Update {
  switch (act) {
    case 'choose':
      return { state: { ...shows(state, deviceId), overlay: undefined, focus: 'twin' } };
    case 'simulate': {
      const shown: ScreenState = { ...shows(state, deviceId), overlay: undefined, focus: 'device' };
      return { state: shown, effect: { kind: 'simulate-device', deviceId } };
    }
    case 'delete':
      return {
        state: { ...state, overlay: { kind: 'delete-device', deviceId, field: emptyField, problem: undefined } },
      };
    case 'toggle-enabled': {
      const wanted = status === 'disabled' ? 'enabled' : 'disabled';
      return { state, effect: { kind: 'set-device-status', deviceId, status: wanted } };
    }
    case 'copy-connection-string':
      return { state, effect: { kind: 'copy-connection-string', deviceId } };
    default:
      return { state };
  }
}

/** Another device's twin begins at its top. */
function shows(state: ScreenState, deviceId: string): ScreenState {
  return {
    ...state,
    deviceId,
    notice: undefined,
    twin: { ...initialTwin, onlyDifferences: state.twin.onlyDifferences },
  };
}

export function createDeviceKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'create-device' }>,
  key: Key,
): Update {
  const deviceId = fieldText(overlay.field).trim();
  switch (actOf('create-device', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: { kind: 'devices', index: 0 } } };
    case 'confirm':
      return deviceId === '' ? { state } : { state, effect: { kind: 'create-device', deviceId } };
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

/** A device goes with its twin and keys, so its name is typed. */
export function deleteDeviceKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'delete-device' }>,
  key: Key,
): Update {
  const { deviceId } = overlay;
  switch (actOf('delete-device', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: { kind: 'devices', index: 0 } } };
    case 'confirm': {
      if (fieldText(overlay.field) === deviceId) return { state, effect: { kind: 'delete-device', deviceId } };
      const problem = { message: 'this is not its name', hint: `Type ${deviceId} to delete it.` };
      return { state: { ...state, overlay: { ...overlay, problem } } };
    }
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}
