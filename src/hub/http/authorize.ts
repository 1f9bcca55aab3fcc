import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { authenticateIdentity } from '../access/authenticate-identity.ts';
import { authenticateService, unauthorized } from '../access/authenticate-service.ts';
import { peerCertificates } from '../access/certificate.ts';
import { isOwner } from '../access/policies.ts';
import type { HubContext } from '../context.ts';
import type { Cause } from '../feed.ts';
import { identityKey } from '../state/identity.ts';
import type { Route } from './router.ts';

export type Authorized = {
  /** The policy's name or the identity's key. */
  readonly who: string;
  readonly cause: Cause;
};

/** Lets the caller of an operation in, or throws HubError 401: a right that is missing is 401, too. hub-reference 0.4. */
export function authorize(context: HubContext, route: Route, request: IncomingMessage): Authorized {
  const { access, name } = route.operation;
  const { authorization, 'user-agent': client = '' } = request.headers;
  if (access === 'identity') return authorizeIdentity(context, route, request);
  const policy = authenticateService(context, authorization, route.resource);
  const allowed = access === 'owner' ? isOwner(policy) : policy.rights.includes(access);
  if (!allowed) {
    const wanted = access === 'owner' ? "all of the owner's rights" : `the right ${access}`;
    throw unauthorized(`${name} needs ${wanted}, which the policy ${JSON.stringify(policy.name)} lacks`);
  }
  return { who: policy.name, cause: { by: 'service', policy: policy.name, client: client.slice(0, 256) } };
}

function authorizeIdentity(context: HubContext, route: Route, request: IncomingMessage): Authorized {
  const { deviceId = '', moduleId } = route.parameters;
  const credentials = {
    token: request.headers.authorization,
    certificates: peerCertificates(request.socket as TLSSocket),
  };
  authenticateIdentity(context, { deviceId, moduleId }, credentials);
  return { who: identityKey(deviceId, moduleId), cause: { by: 'device' } };
}
