import { unauthorized } from '../../access/authenticate-service.ts';
import type { HubContext } from '../../context.ts';
import type { IdentityName } from '../../http/identity-of-path.ts';

/**
 * The modules of a device that is missing or disabled are not told apart: tokens get 401 there, even the owner's. Twins
 * are not affected. hub-reference 1.4 (live).
 */
export function requireUsableDevice({ state }: HubContext, { deviceId, moduleId }: IdentityName): void {
  if (moduleId === undefined) return;
  if (state.get('identity', deviceId)?.status !== 'enabled') {
    throw unauthorized(`the device ${JSON.stringify(deviceId)} is missing or disabled`);
  }
}
