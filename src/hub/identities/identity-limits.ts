import { bounds } from '../../lib/bounds.ts';
import type { HubContext } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { IdentityDraft } from './identity-draft.ts';

/** hub-reference 7. */
const modulesPerDevice = bounds.hub.modulesPerDevice;
const identitiesPerHub = bounds.hub.identities;
const identitiesPerFreeHub = bounds.hub.identitiesWhenFree;

/** Throws HubError 413 when the device or the hub is full. */
export function requireRoom({ state, faults }: Pick<HubContext, 'state' | 'faults'>, draft: IdentityDraft): void {
  if (draft.moduleId !== undefined && state.modulesOf(draft.deviceId).length >= modulesPerDevice) {
    throw hubError('TooManyModulesOnDevice', `a device may have ${modulesPerDevice} modules`);
  }
  const limit = faults.tier === 'F1' ? identitiesPerFreeHub : identitiesPerHub;
  if (state.count('identity') >= limit) throw hubError('TooManyDevices', `a hub may have ${limit} devices and modules`);
}
