import { decimalEtag } from '../../../twin/etag.ts';
import type { HubContext } from '../../context.ts';
import { readObject } from '../../http/body-members.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import { type Answer, jsonAnswer, type Operation, type OperationRequest } from '../../http/operation.ts';
import { identityDocument } from '../../identities/identity-document.ts';
import { IdentityWriter } from '../../identities/identity-writer.ts';
import { parseIdentity, requireSameName } from '../../identities/parse-identity.ts';
import { requireUsableDevice } from './usable-device.ts';

const common = { method: 'PUT', access: 'RegistryWrite', family: 'RegistryWrite', holdsKeys: true, run } as const;
/** Creates or updates, by If-Match. Always 200: Python's SDK takes nothing else. hub-reference 0.5, 1.1. */
export const putDevice: Operation = { ...common, name: 'PutDevice', path: '/devices/{deviceId}' };
export const putModule: Operation = { ...common, name: 'PutModule', path: '/devices/{deviceId}/modules/{moduleId}' };

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  requireUsableDevice(context, name);
  const body = readObject(request.json(), 'the body');
  requireSameName(body, name);
  const { ifMatch, cause } = request;
  const identity = await new IdentityWriter(context).put(parseIdentity(body, name), { ifMatch, cause });
  return jsonAnswer(200, identityDocument(context, identity), { ETag: decimalEtag(identity.etag) });
}
