import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { identityKey } from '../../state/identity.ts';
import { readSettled } from '../../state/settled.ts';
import { twinAnswer } from './twin-answer.ts';

const common = { method: 'GET', access: 'ServiceConnect', family: 'TwinRead', run } as const;
export const getTwin: Operation = { ...common, name: 'GetTwin', path: '/twins/{deviceId}' };
export const getModuleTwin: Operation = {
  ...common,
  name: 'GetModuleTwin',
  path: '/twins/{deviceId}/modules/{moduleId}',
};

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const name = nameOf(request);
  const twin = await readSettled(context.state, 'twin', identityKey(name.deviceId, name.moduleId));
  return twinAnswer(context, name, twin);
}
