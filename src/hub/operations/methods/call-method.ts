import type { HubContext, MethodAnswer, MethodRequest } from '../../context.ts';
import { hubError } from '../../error-codes.ts';
import type { IdentityName } from '../../http/identity-of-path.ts';
import { identityNotFound } from '../../identities/identity-errors.ts';
import { identityKey } from '../../state/identity.ts';

/** Calls a method of a device or module that exists. Rejects with HubError 404, 504 and others of hub-reference 4. */
export async function callMethod(
  { state, methods }: HubContext,
  name: IdentityName,
  request: MethodRequest,
): Promise<MethodAnswer> {
  const { deviceId, moduleId } = name;
  if (state.get('identity', deviceId) === undefined) throw hubError('DeviceNotFound', deviceId);
  const key = identityKey(deviceId, moduleId);
  if (state.get('identity', key) === undefined) throw identityNotFound(name);
  return methods.invoke(key, request);
}
