import type { HubContext } from '../../context.ts';
import { readObject } from '../../http/body-members.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { identityKey } from '../../state/identity.ts';
import { readServiceWrite } from '../../twins/service-write.ts';
import { twinAnswer } from './twin-answer.ts';

const common = { method: 'PATCH', access: 'ServiceConnect', family: 'TwinUpdate', run } as const;
/** Merges tags and desired. hub-reference 2.5. */
export const patchTwin: Operation = { ...common, name: 'PatchTwin', path: '/twins/{deviceId}' };
export const patchModuleTwin: Operation = {
  ...common,
  name: 'PatchModuleTwin',
  path: '/twins/{deviceId}/modules/{moduleId}',
};

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  const write = readServiceWrite(readObject(request.json(), 'the body'));
  const { ifMatch, cause } = request;
  const twin = await context.twins.patch(identityKey(name.deviceId, name.moduleId), write, { ifMatch, cause });
  return twinAnswer(context, name, twin);
}
