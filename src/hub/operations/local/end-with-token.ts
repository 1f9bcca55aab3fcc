import type { ServerResponse } from 'node:http';
import { readToken, unauthorized } from '../../access/authenticate-service.ts';
import { isOwner } from '../../access/policies.ts';
import { honouredUntil } from '../../access/sas-expiry.ts';
import { isSignedBy } from '../../access/sas-signature.ts';
import type { SasToken } from '../../access/sas-token.ts';
import { type Grounds, Standing } from '../../access/standing.ts';
import type { HubContext } from '../../context.ts';
import type { OperationRequest } from '../../http/operation.ts';
import type { HubState } from '../../state/hub-state.ts';

/** Milliseconds between two looks at the clock, as for MQTT connections: the hub's may be set. */
const interval = 1_000;

/** Ends an answer without end when the token that opened it would not open it any more, as MQTT connections end. */
export function endWithToken(
  { state, clock }: Pick<HubContext, 'state' | 'clock'>,
  { headers }: OperationRequest,
  response: ServerResponse,
): void {
  const token = readToken(headers.authorization);
  // The policy may have changed since it let the caller in, so that the first look is a close one.
  const grounds: Grounds = { kind: 'policy', key: token.policy ?? '', value: {} };
  const standing = new Standing(state, { expiresAt: honouredUntil(token), grounds }, () => groundsOf(state, token));
  const timer = setInterval(() => {
    if (standing.refusal(clock.now()) === undefined) return;
    // A reader that did not take the rest within an interval is not waited for.
    if (response.writableEnded) response.destroy();
    else response.end();
  }, interval);
  timer.unref();
  response.on('close', () => clearInterval(timer));
}

function groundsOf(state: HubState, token: SasToken): Grounds {
  const key = token.policy ?? '';
  const value = state.get('policy', key);
  if (value !== undefined && isOwner(value) && isSignedBy(token, [value.primaryKey, value.secondaryKey])) {
    return { kind: 'policy', key, value };
  }
  throw unauthorized('the policy does not open this any more');
}
