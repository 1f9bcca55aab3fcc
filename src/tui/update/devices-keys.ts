import type { DeviceRow } from '../../clients/device-list.ts';
import { narrowedDevices } from '../dialogs/narrowed-devices.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import { emptyField, type Overlay, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import { allModules, deletion, newIdentity } from './identity-overlays.ts';
import type { KeyContext } from './key-context.ts';
import { atTop, cursorAt, movedBy } from './list-cursor.ts';
import { shows } from './shown-twin.ts';

type Devices = Extract<Overlay, { kind: 'devices' }>;

/** The list as it opens. */
export const allDevices: Devices = { kind: 'devices', cursor: atTop, field: emptyField, isTyping: false };

export function devicesKey(state: ScreenState, overlay: Devices, key: Key, { devices }: KeyContext): Update {
  const narrowed = narrowedDevices(devices, fieldText(overlay.field));
  const ids = narrowed.map(({ deviceId }) => deviceId);
  if (overlay.isTyping) return filterKey(state, overlay, key, ids);
  const act = actOf('devices', key.name);
  switch (act) {
    case 'up':
      return { state: moved(state, overlay, ids, -1) };
    case 'down':
      return { state: moved(state, overlay, ids, 1) };
    case 'filter':
      return { state: { ...state, overlay: { ...overlay, isTyping: true } } };
    case 'create': {
      return { state: { ...state, overlay: newIdentity(undefined) } };
    }
    case 'reload':
      return { state, effect: { kind: 'reload-devices' } };
    case 'more':
      return { state, effect: { kind: 'more-devices' } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default: {
      const device = narrowed[cursorAt(ids, overlay.cursor)];
      return device === undefined ? { state } : deviceAct(state, act, device);
    }
  }
}

/** Each letter narrows the list; the cursor goes to the first that is left. */
function filterKey(state: ScreenState, overlay: Devices, key: Key, ids: readonly string[]): Update {
  switch (actOf('devices-filter', key.name)) {
    case 'up':
      return { state: moved(state, overlay, ids, -1) };
    case 'down':
      return { state: moved(state, overlay, ids, 1) };
    case 'confirm':
      return { state: { ...state, overlay: { ...overlay, isTyping: false } } };
    case 'cancel':
      return { state: { ...state, overlay: allDevices } };
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, cursor: atTop } } };
    }
  }
}

function moved(state: ScreenState, overlay: Devices, ids: readonly string[], by: number): ScreenState {
  return { ...state, overlay: { ...overlay, cursor: movedBy(ids, overlay.cursor, by) } };
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
      return {
        state: { ...state, notice: undefined, overlay: allModules(deviceId) },
        effect: { kind: 'read-modules', deviceId },
      };
    }
    case 'delete': {
      return { state: { ...state, overlay: deletion({ deviceId }) } };
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
