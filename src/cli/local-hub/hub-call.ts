import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseServiceString } from '../../clients/connection-string.ts';
import { readErrorBody } from '../../clients/sdk-errors.ts';
import { type HubCall, sendCall } from '../../hub/owner-call.ts';
import { AppError, ExitCode, messageOf } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

/** A hub of this machine, running in this process or another. */
export type CallableHub = {
  readonly address: string;
  readonly httpsPort: number;
  readonly ca: string;
  readonly serviceConnectionString: string;
};

/** What to try where a call is refused with a status. */
export type HintsByStatus = { readonly [status: number]: string };

const usualHints: HintsByStatus = {
  400: 'Nothing was changed. Correct what is named above and try again.',
  401: 'Its keys may have changed meanwhile: try again.',
  403: 'Nothing was changed: the hub never allows this.',
  409: 'Nothing was changed. Look at what there is with the command list.',
  429: 'Wait some seconds and try again.',
};

/**
 * One call of a local hub's own endpoints, which no SDK knows, without loading one. Resolves with the answer, its body
 * still to be read. Rejects with AppError when the hub refuses or is not reached.
 */
export async function openHubCall(
  hub: CallableHub,
  call: HubCall,
  hints: HintsByStatus = {},
): Promise<IncomingMessage> {
  const response = await send(hub, call).catch((error: unknown) => {
    throw new AppError(`cannot reach the local hub: ${messageOf(error)}`, {
      hint: 'It may have just ended. Start it with: twin-tui hub',
      exitCode: ExitCode.connection,
    });
  });
  const { statusCode: status = 0 } = response;
  if (status < 300) return response;
  const { message = `the hub answered ${status}` } = readErrorBody(await text(response));
  const hint = hints[status] ?? usualHints[status] ?? 'Look at what the hub says: run it with --log.';
  throw new AppError(message, { hint, exitCode: exitCodes[status] ?? ExitCode.failed });
}

/** As `openHubCall`, with the answer read as JSON; null where it has no body. */
export async function callHub(hub: CallableHub, call: HubCall, hints?: HintsByStatus): Promise<Json> {
  const body = await text(await openHubCall(hub, call, hints));
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
