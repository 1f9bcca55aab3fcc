import { targetName } from '../../twin/twin-document.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { ScreenState } from '../state.ts';
import { allDevices } from './devices-keys.ts';
import type { Update } from './effect.ts';
import { allModules, type CreateIdentity, type DeleteIdentity, identityNamed } from './identity-overlays.ts';
import { wrongName } from './wrong-name.ts';

/** While it is sent only Esc does something: a second Enter would ask for the same once more. */
export function createIdentityKey(state: ScreenState, overlay: CreateIdentity, key: Key): Update {
  switch (actOf('create-identity', key.name)) {
    case 'cancel':
      return back(state, overlay.parent);
    case 'confirm': {
      const target = identityNamed(overlay);
      if (target === undefined || overlay.sending) return { state };
      const problem = wrongName(target.moduleId ?? target.deviceId);
      if (problem !== undefined) return { state: { ...state, overlay: { ...overlay, problem } } };
      const sent = { ...overlay, sending: true, problem: undefined };
      return { state: { ...state, overlay: sent }, effect: { kind: 'create-identity', target } };
    }
    default: {
      if (overlay.sending) return { state };
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

/** A device goes with its twin and keys, so its name is typed; of a module its own name is enough. */
export function deleteIdentityKey(state: ScreenState, overlay: DeleteIdentity, key: Key): Update {
  const { target } = overlay;
  switch (actOf('delete-identity', key.name)) {
    case 'cancel':
      return back(state, target.moduleId === undefined ? undefined : target.deviceId);
    case 'confirm': {
      if (overlay.sending) return { state };
      const typed = fieldText(overlay.field);
      const name = target.moduleId ?? target.deviceId;
      if (typed === name || typed === targetName(target)) {
        const sent = { ...overlay, sending: true, problem: undefined };
        return { state: { ...state, overlay: sent }, effect: { kind: 'delete-identity', target } };
      }
      const problem = { message: 'this is not its name', hint: `Type ${name} to delete it.` };
      return { state: { ...state, overlay: { ...overlay, problem } } };
    }
    default: {
      if (overlay.sending) return { state };
      const field = editField(overlay.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
    }
  }
}

/** To the list it was opened from. */
function back(state: ScreenState, parent: string | undefined): Update {
  if (parent === undefined) return { state: { ...state, overlay: allDevices } };
  return { state: { ...state, overlay: allModules(parent) }, effect: { kind: 'read-modules', deviceId: parent } };
}
