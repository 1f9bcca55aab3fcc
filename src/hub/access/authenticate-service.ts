import type { HubContext } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';
import type { Policy } from '../state/hub-state.ts';
import { honouredUntil } from './sas-expiry.ts';
import { coversResource, type Resource } from './sas-scope.ts';
import { isSignedBy } from './sas-signature.ts';
import { parseSasToken, type SasToken } from './sas-token.ts';

export type AccessContext = Pick<HubContext, 'state' | 'clock' | 'hostNames'>;

/**
 * The policy whose token the `Authorization` header holds, when it opens the resource (decoded path segments); its
 * rights are the caller's to check. Throws HubError 401 with the reason, which never holds the token.
 */
export function authenticateService(
  context: AccessContext,
  authorization: string | undefined,
  resource: Resource,
): Policy {
  return verifyPolicyToken(context, readToken(authorization), resource);
}

/** The token of a header or of an MQTT password. Throws HubError 401. */
export function readToken(text: string | undefined): SasToken {
  if (text === undefined || text === '') throw unauthorized('the Authorization header is missing');
  if (/^Bearer\s/i.test(text)) throw unauthorized('this hub takes shared access signatures, not Entra ID tokens');
  const token = parseSasToken(text);
  if (token === undefined) {
    throw unauthorized(
      'the token must read SharedAccessSignature sr={resource}&sig={signature}&se={Unix seconds}[&skn={policy}]',
    );
  }
  return token;
}

/** The policy that `skn` names, when its key signed the token. Throws HubError 401. */
export function verifyPolicyToken(context: AccessContext, token: SasToken, resource: Resource): Policy {
  if (token.policy === undefined) throw unauthorized('the token names no shared access policy (skn)');
  const policy = context.state.get('policy', token.policy);
  if (policy === undefined) throw unauthorized(`the hub has no shared access policy ${JSON.stringify(token.policy)}`);
  verifyToken(context, token, [policy.primaryKey, policy.secondaryKey], resource);
  return policy;
}

/** Signature, scope and expiry of a token. Throws HubError 401. */
export function verifyToken(
  context: AccessContext,
  token: SasToken,
  keys: readonly (string | null)[],
  resource: Resource,
): void {
  if (!isSignedBy(token, keys)) throw unauthorized('the signature of the token does not match');
  if (!coversResource(token.resource, context.hostNames, resource)) {
    const wanted = [context.hostNames[0], ...resource].join('/');
    throw unauthorized(
      `the token is for ${JSON.stringify(token.resource)}, which does not cover ${JSON.stringify(wanted)}`,
    );
  }
  if (honouredUntil(token) <= context.clock.now()) {
    throw unauthorized(`the token expired at ${token.rawExpiry}, it is ${Math.floor(context.clock.now() / 1000)} now`);
  }
}

export function unauthorized(message: string): HubError {
  return hubError('IotHubUnauthorizedAccess', message);
}
