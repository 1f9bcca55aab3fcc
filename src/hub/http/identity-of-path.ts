import type { OperationRequest } from './operation.ts';

export type IdentityName = { readonly deviceId: string; readonly moduleId?: string | undefined };

/** The device or module that a path names. */
export function nameOf({ parameters }: Pick<OperationRequest, 'parameters'>): IdentityName {
  return { deviceId: parameters.deviceId!, moduleId: parameters.moduleId };
}
