import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import { emptyField, type Overlay, type ScreenState } from '../state.ts';
import { allDevices } from './devices-keys.ts';
import type { Update } from './effect.ts';
import { shows } from './shown-twin.ts';

type Modules = Extract<Overlay, { kind: 'modules' }>;

/** The modules of a device. Leaving goes back to the list of devices. */
export function modulesKey(state: ScreenState, overlay: Modules, { name }: Key): Update {
  const { deviceId, modules = [] } = overlay;
  const act = actOf('modules', name);
  const at = (index: number) => ({ ...overlay, index: Math.min(Math.max(0, modules.length - 1), Math.max(0, index)) });
  switch (act) {
    case 'up':
      return { state: { ...state, overlay: at(overlay.index - 1) } };
    case 'down':
      return { state: { ...state, overlay: at(overlay.index + 1) } };
    case 'create': {
      const create: Overlay = { kind: 'create-device', parent: deviceId, field: emptyField, problem: undefined };
      return { state: { ...state, overlay: create } };
    }
    case 'reload':
      return { state, effect: { kind: 'read-modules', deviceId } };
    case 'close':
      return { state: { ...state, overlay: allDevices } };
    default: {
      const moduleId = modules[overlay.index]?.moduleId;
      return moduleId === undefined ? { state } : moduleAct(state, act, { deviceId, moduleId });
    }
  }
}

type Target = { readonly deviceId: string; readonly moduleId: string };

function moduleAct(state: ScreenState, act: Act | undefined, target: Target): Update {
  switch (act) {
    case 'choose':
      return { state: { ...shows(state, target), overlay: undefined, focus: 'twin' } };
    case 'simulate': {
      const shown: ScreenState = { ...shows(state, target), overlay: undefined, focus: 'device' };
      return { state: shown, effect: { kind: 'simulate', target } };
    }
    case 'delete':
      return {
        state: { ...state, overlay: { kind: 'delete-device', target, field: emptyField, problem: undefined } },
      };
    case 'copy-connection-string':
      return { state, effect: { kind: 'copy-connection-string', target } };
    default:
      return { state };
  }
}
