import type { HubContext } from '../../context.ts';
import { readObject } from '../../http/body-members.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { identityKey } from '../../state/identity.ts';
import { readServiceWrite } from '../../twins/service-write.ts';
import { twinAnswer } from './twin-answer.ts';

const common = { method: 'PUT', access: 'ServiceConnect', family: 'TwinUpdate', run } as const;
/** Replaces tags and desired. hub-reference 2.6. */
export const replaceTwin: Operation = { ...common, name: 'ReplaceTwin', path: '/twins/{deviceId}' };
export const replaceModuleTwin: Operation = {
  ...common,
  name: 'ReplaceModuleTwin',
  path: '/twins/{deviceId}/modules/{moduleId}',
};

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  const body = readObject(request.json(), 'the body');
  // Members that are missing are emptied, null is forbidden: it must not be taken for missing.
  const write = { ...readServiceWrite(body), ...(body.properties === null && { desired: null }) };
  const { ifMatch, cause } = request;
  const twin = await context.twins.replace(identityKey(name.deviceId, name.moduleId), write, { ifMatch, cause });
  return twinAnswer(context, name, twin);
}
