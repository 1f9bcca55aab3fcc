import { bounds } from '../../../lib/bounds.ts';
import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import { type Answer, jsonAnswer, type Operation, type OperationRequest } from '../../http/operation.ts';
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

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const { status, payload } = await callMethod(context, nameOf(request), readMethodRequest(request.json()));
  return jsonAnswer(200, { status, payload });
}
