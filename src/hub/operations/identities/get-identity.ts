import { decimalEtag } from '../../../twin/etag.ts';
import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import { type Answer, jsonAnswer, type Operation, type OperationRequest } from '../../http/operation.ts';
import { identityDocument } from '../../identities/identity-document.ts';
import { identityNotFound } from '../../identities/identity-errors.ts';
import { identityKey } from '../../state/identity.ts';
import { readSettled } from '../../state/settled.ts';
import { requireUsableDevice } from './usable-device.ts';

const common = { method: 'GET', access: 'RegistryRead', family: 'RegistryRead', holdsKeys: true, run } as const;
export const getDevice: Operation = { ...common, name: 'GetDevice', path: '/devices/{deviceId}' };
export const getModule: Operation = { ...common, name: 'GetModule', path: '/devices/{deviceId}/modules/{moduleId}' };

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  requireUsableDevice(context, name);
  const identity = await readSettled(context.state, 'identity', identityKey(name.deviceId, name.moduleId));
  if (identity === undefined) throw identityNotFound(name);
  // Bare, unlike a configuration's. hub-reference 0.5.
  return jsonAnswer(200, identityDocument(context, identity), { ETag: decimalEtag(identity.etag) });
}
