import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { allDevices } from './devices-keys.ts';
import type { Update } from './effect.ts';

type Create = Extract<Overlay, { kind: 'create-device' }>;
type Delete = Extract<Overlay, { kind: 'delete-device' }>;

export function createDeviceKey(state: ScreenState, overlay: Create, key: Key): Update {
  const name = fieldText(overlay.field).trim();
  const { parent } = overlay;
  switch (actOf('create-device', key.name)) {
    case 'cancel':
      return back(state, parent);
    case 'confirm': {
      if (name === '') return { state };
      const target: TwinTarget = parent === undefined ? { deviceId: name } : { deviceId: parent, moduleId: name };
      return { state, effect: { kind: 'create-identity', target } };
    }
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

/** A device goes with its twin and keys, so its name is typed; of a module its own name is enough. */
export function deleteDeviceKey(state: ScreenState, overlay: Delete, key: Key): Update {
  const { target } = overlay;
  switch (actOf('delete-device', key.name)) {
    case 'cancel':
      return back(state, target.moduleId === undefined ? undefined : target.deviceId);
    case 'confirm': {
      const typed = fieldText(overlay.field);
      const name = target.moduleId ?? target.deviceId;
      if (typed === name || typed === targetName(target)) return { state, effect: { kind: 'delete-identity', target } };
      const problem = { message: 'this is not its name', hint: `Type ${name} to delete it.` };
      return { state: { ...state, overlay: { ...overlay, problem } } };
    }
    default: {
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

/** To the list it was opened from. */
function back(state: ScreenState, parent: string | undefined): Update {
  if (parent === undefined) return { state: { ...state, overlay: allDevices } };
  const overlay: Overlay = { kind: 'modules', deviceId: parent, index: 0, modules: undefined, problem: undefined };
  return { state: { ...state, overlay }, effect: { kind: 'read-modules', deviceId: parent } };
}
