import type { Key } from '../keys/key.ts';
import { type Act, actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { allDevices } from './devices-keys.ts';
import type { Update } from './effect.ts';
import { deletion, newIdentity } from './identity-overlays.ts';
import { cursorAt, movedBy } from './list-cursor.ts';
import { shows } from './shown-twin.ts';

type Modules = Extract<Overlay, { kind: 'modules' }>;

/** The modules of a device. Leaving goes back to the list of devices. */
export function modulesKey(state: ScreenState, overlay: Modules, { name }: Key): Update {
  const { deviceId, modules = [] } = overlay;
  const act = actOf('modules', name);
  const ids = modules.map(({ moduleId }) => moduleId);
  const moved = (by: number): Update => ({
    state: { ...state, overlay: { ...overlay, cursor: movedBy(ids, overlay.cursor, by) } },
  });
  switch (act) {
    case 'up':
      return moved(-1);
    case 'down':
      return moved(1);
    case 'create':
      return { state: { ...state, overlay: newIdentity(deviceId) } };
    case 'reload':
      return { state, effect: { kind: 'read-modules', deviceId } };
    case 'close':
      return { state: { ...state, overlay: allDevices } };
    default: {
      const moduleId = ids[cursorAt(ids, overlay.cursor)];
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
      return { state: { ...state, overlay: deletion(target) } };
    case 'copy-connection-string':
      return { state, effect: { kind: 'copy-connection-string', target } };
    default:
      return { state };
  }
}
