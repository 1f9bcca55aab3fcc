import { bounds } from '../../../lib/bounds.ts';
import type { HubContext } from '../../context.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Answer, Operation, OperationRequest } from '../../http/operation.ts';
import { textOf } from '../../http/read-body.ts';
import { argumentInvalid } from '../../hub-error.ts';
import { checkMethodName, checkPayload, readTimeouts } from '../../methods/read-method-request.ts';
import { callMethod } from '../methods/call-method.ts';

const common = {
  method: 'POST',
  access: 'ServiceConnect',
  family: 'DirectMethod',
  errors: 'nested',
  bodyLimit: bounds.rest.methodBody,
  run,
} as const;
/** Plug-and-play commands are direct methods under another name: `component*command`. hub-reference 3.7, 4. */
export const invokeCommand: Operation = {
  ...common,
  name: 'InvokeCommand',
  path: '/digitaltwins/{deviceId}/commands/{command}',
};
export const invokeComponentCommand: Operation = {
  ...common,
  name: 'InvokeComponentCommand',
  path: '/digitaltwins/{deviceId}/components/{component}/commands/{command}',
};

async function run(context: HubContext, request: OperationRequest): Promise<Answer> {
  const { component, command = '' } = request.parameters;
  const methodName = checkMethodName(component === undefined ? command : `${component}*${command}`);
  const payload = checkPayload(payloadOf(request));
  const timeouts = readTimeouts(
    seconds(request, 'connectTimeoutInSeconds'),
    seconds(request, 'responseTimeoutInSeconds'),
  );
  const answer = await callMethod(context, nameOf(request), { methodName, payload, ...timeouts });
  const headers = { 'x-ms-command-statuscode': String(answer.status) };
  return { status: 200, headers, body: answer.payload };
}

/** As it is written, once it is known to be JSON. */
function payloadOf(request: OperationRequest): string {
  if (request.body.length === 0) return 'null';
  request.json();
  return textOf(request.body).trim();
}

function seconds({ query }: OperationRequest, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw argumentInvalid(`${name} must be a number of seconds, found ${JSON.stringify(text.slice(0, 40))}`);
}
