import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { IdentityWriter } from '../../identities/identity-writer.ts';
import { requireUsableDevice } from './usable-device.ts';

const common = { method: 'DELETE', access: 'RegistryWrite', family: 'RegistryWrite', run } as const;
/** The twin goes with its identity, and modules with their device. hub-reference 0.5, 1.1. */
export const deleteDevice: Operation = { ...common, name: 'DeleteDevice', path: '/devices/{deviceId}' };
export const deleteModule: Operation = {
  ...common,
  name: 'DeleteModule',
  path: '/devices/{deviceId}/modules/{moduleId}',
};

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  requireUsableDevice(context, name);
  await new IdentityWriter(context).delete(name, { ifMatch: request.ifMatch, cause: request.cause });
  return { status: 204 };
}
