import type { X509Certificate } from 'node:crypto';
import type { Policy } from '../state/hub-state.ts';
import { type Identity, identityKey } from '../state/identity.ts';
import { type AccessContext, readToken, unauthorized, verifyPolicyToken, verifyToken } from './authenticate-service.ts';
import { verifyCertificate } from './certificate.ts';
import { honouredUntil } from './sas-expiry.ts';
import { identityResource } from './sas-scope.ts';
import type { Admission } from './standing.ts';

export type IdentityName = { readonly deviceId: string; readonly moduleId?: string | undefined };

export type IdentityCredentials = {
  /** The MQTT password or the `Authorization` header: a SAS token. */
  readonly token?: string | undefined;
  /** What the client showed in the TLS handshake, leaf first; empty when nothing. */
  readonly certificates?: readonly X509Certificate[] | undefined;
};

export type AuthenticatedIdentity = Admission & { readonly identity: Identity };

/**
 * Lets a device or module in by its own key, by a policy with DeviceConnect, or by its certificate. hub-reference 0.4,
 * 3.9. Throws HubError 401 with the reason; MQTT has no word for it but CONNACK 5, and logs it.
 */
export function authenticateIdentity(
  context: AccessContext,
  name: IdentityName,
  credentials: IdentityCredentials,
): AuthenticatedIdentity {
  const identity = enabledIdentity(context, name);
  if (credentials.token) return authenticateByToken(context, identity, credentials.token);
  const [leaf, ...others] = credentials.certificates ?? [];
  if (leaf === undefined) throw unauthorized('neither a token nor a client certificate was presented');
  return { identity, expiresAt: undefined, grounds: verifyCertificate(context, identity, leaf, others) };
}

function authenticateByToken(context: AccessContext, identity: Identity, text: string): AuthenticatedIdentity {
  const { deviceId, moduleId, authentication } = identity;
  if (authentication.type === 'selfSigned' || authentication.type === 'certificateAuthority') {
    throw unauthorized(`${identityKey(deviceId, moduleId)} authenticates with a certificate, not with a token`);
  }
  const token = readToken(text);
  const resource = identityResource(deviceId, moduleId);
  const expiresAt = honouredUntil(token);
  if (token.policy !== undefined) {
    const policy = verifyPolicyToken(context, token, resource);
    requireDeviceConnect(policy);
    return { identity, expiresAt, grounds: { kind: 'policy', key: policy.name, value: policy } };
  }
  const { primaryKey, secondaryKey } = authentication.symmetricKey;
  verifyToken(context, token, [primaryKey, secondaryKey], resource);
  return { identity, expiresAt, grounds: undefined };
}

/** A module is let in only while its device is enabled, too. */
function enabledIdentity({ state }: AccessContext, { deviceId, moduleId }: IdentityName): Identity {
  const device = state.get('identity', deviceId);
  if (device === undefined) throw unauthorized(`the hub has no device ${JSON.stringify(deviceId)}`);
  if (device.status === 'disabled') throw unauthorized(`the device ${JSON.stringify(deviceId)} is disabled`);
  if (moduleId === undefined) return device;
  const module = state.get('identity', identityKey(deviceId, moduleId));
  if (module === undefined) {
    throw unauthorized(`the device ${JSON.stringify(deviceId)} has no module ${JSON.stringify(moduleId)}`);
  }
  return module;
}

function requireDeviceConnect(policy: Policy): void {
  if (!policy.rights.includes('DeviceConnect')) {
    throw unauthorized(`the policy ${JSON.stringify(policy.name)} lacks the right DeviceConnect`);
  }
}
