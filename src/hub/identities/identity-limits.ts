import type { HubContext } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { IdentityDraft } from './identity-draft.ts';

/** hub-reference 7. */
const modulesPerDevice = 50;
const identitiesPerHub = 1_000_000;
const identitiesPerFreeHub = 500;

/** Throws HubError 413 when the device or the hub is full. */
export function requireRoom({ state, faults }: Pick<HubContext, 'state' | 'faults'>, draft: IdentityDraft): void {
  if (draft.moduleId !== undefined && state.modulesOf(draft.deviceId).length >= modulesPerDevice) {
    throw hubError('TooManyModulesOnDevice', `a device may have ${modulesPerDevice} modules`);
  }
  const limit = faults.tier === 'F1' ? identitiesPerFreeHub : identitiesPerHub;
  if (state.count('identity') >= limit) throw hubError('TooManyDevices', `a hub may have ${limit} devices and modules`);
}
