import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';

type Name = { readonly deviceId: string; readonly moduleId?: string | undefined };

/** 404 for a device or a module. hub-reference 1.4. */
export function identityNotFound({ deviceId, moduleId }: Name): HubError {
  if (moduleId === undefined) return hubError('DeviceNotFound', deviceId);
  return hubError('ModuleNotFound', `${deviceId}/${moduleId}`);
}

/** 409 for a device or a module. */
export function identityExists({ deviceId, moduleId }: Name): HubError {
  if (moduleId === undefined) {
    return hubError('DeviceAlreadyExists', `A device with ID '${deviceId}' is already registered.`);
  }
  return hubError(
    'ModuleAlreadyExistsOnDevice',
    `A module with ID '${moduleId}' is already registered on '${deviceId}'.`,
  );
}

export function preconditionFailed(text: string): HubError {
  return hubError('PreconditionFailed', text);
}
