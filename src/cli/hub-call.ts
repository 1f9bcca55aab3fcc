import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseServiceString } from '../clients/connection-string.ts';
import { readErrorBody } from '../clients/sdk-errors.ts';
import { type HubCall, sendCall } from '../hub/public-call.ts';
import { AppError, ExitCode, messageOf } from '../lib/errors.ts';
import type { Json } from '../lib/json.ts';

/** A hub of this machine, running in this process or another. */
export type CallableHub = {
  readonly address: string;
  readonly httpsPort: number;
  readonly ca: string;
  readonly serviceConnectionString: string;
};

/**
 * One call of a local hub's own endpoints, which no SDK knows, without loading one. Resolves with the answer, its body
 * still to be read. Rejects with AppError when the hub refuses or is not reached.
 */
export async function openHubCall(hub: CallableHub, call: HubCall): Promise<IncomingMessage> {
  const response = await send(hub, call).catch((error: unknown) => {
    throw new AppError(`cannot reach the local hub: ${messageOf(error)}`, { exitCode: ExitCode.connection });
  });
  const { statusCode: status = 0 } = response;
  if (status < 300) return response;
  const { message = `the hub answered ${status}` } = readErrorBody(await text(response));
  throw new AppError(message, { exitCode: exitCodes[status] ?? ExitCode.failed });
}

/** As `openHubCall`, with the answer read as JSON; null where it has no body. */
export async function callHub(hub: CallableHub, call: HubCall): Promise<Json> {
  const body = await text(await openHubCall(hub, call));
  return body === '' ? null : (JSON.parse(body) as Json);
}

const exitCodes: { readonly [status: number]: ExitCode } = {
  401: ExitCode.connection,
  403: ExitCode.connection,
  412: ExitCode.conflict,
  429: ExitCode.throttled,
};

function send({ serviceConnectionString, ...place }: CallableHub, call: HubCall): Promise<IncomingMessage> {
  const { hostName, keyName: policy, key } = parseServiceString(serviceConnectionString, 'the local hub');
  return sendCall({ ...place, hostName, policy, key }, call);
}
