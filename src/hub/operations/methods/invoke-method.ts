import { bounds } from '../../../lib/bounds.ts';
import { rawMember } from '../../../lib/raw-member.ts';
import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { textOf } from '../../http/read-body.ts';
import { readMethodRequest } from '../../methods/read-method-request.ts';
import { callMethod } from './call-method.ts';

const common = {
  method: 'POST',
  access: 'ServiceConnect',
  family: 'DirectMethod',
  errors: 'nested',
  bodyLimit: bounds.rest.methodBody,
  run,
} as const;
/** Direct methods. hub-reference 4. */
export const invokeMethod: Operation = { ...common, name: 'InvokeMethod', path: '/twins/{deviceId}/methods' };
export const invokeModuleMethod: Operation = {
  ...common,
  name: 'InvokeModuleMethod',
  path: '/twins/{deviceId}/modules/{moduleId}/methods',
};

/** Both payloads are passed on as they are written: numbers of 64 bits do not survive being read. hub-reference 3.7. */
async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const call = readMethodRequest(request.json(), rawMember(textOf(request.body), 'payload'));
  const { status, payload } = await callMethod(context, nameOf(request), call);
  return { status: 200, body: `{"status":${JSON.stringify(status)},"payload":${payload}}` };
}
