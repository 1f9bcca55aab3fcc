import type { ServerResponse } from 'node:http';
import { readToken } from '../../access/authenticate-service.ts';
import { honouredUntil } from '../../access/sas-expiry.ts';
import type { HubContext } from '../../context.ts';
import type { OperationRequest } from '../../http/operation.ts';

/** Milliseconds between two looks at the clock, as for MQTT connections: the hub's may be set. */
const interval = 1_000;

/** Ends an answer without end when the token that opened it would not open it any more, as MQTT connections end. */
export function endWithToken(
  { clock }: Pick<HubContext, 'clock'>,
  { headers }: OperationRequest,
  response: ServerResponse,
): void {
  const end = honouredUntil(readToken(headers.authorization));
  const timer = setInterval(() => {
    if (clock.now() < end) return;
    // A reader that did not take the rest within an interval is not waited for.
    if (response.writableEnded) response.destroy();
    else response.end();
  }, interval);
  timer.unref();
  response.on('close', () => clearInterval(timer));
}
