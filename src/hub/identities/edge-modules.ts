import type { Identity } from '../state/identity.ts';
import { type IdentityDraft, noAuthentication, plainDraft } from './identity-draft.ts';

/** What every edge device runs, made and removed by the hub. hub-reference 1.2. */
const names = ['$edgeAgent', '$edgeHub'];

export function edgeModuleDrafts(device: Identity): readonly IdentityDraft[] {
  const { deviceId } = device;
  return names.map(moduleId => ({
    ...plainDraft({ deviceId, moduleId }),
    authentication: noAuthentication,
    managedBy: 'iotEdge',
  }));
}

/** Such ids are the hub's own. */
export function isSystemModule(moduleId: string): boolean {
  return moduleId.startsWith('$');
}
