import type { JsonObject } from '../../lib/json.ts';
import { isIdentifier } from '../identities/identifier.ts';
import { identityKey } from '../state/identity.ts';
import {
  counter,
  flag,
  key,
  listOf,
  type MemberTests,
  memberFault,
  optional,
  orNull,
  text,
  time,
  word,
} from './member-checks.ts';

const id = { expected: 'an id', holds: (value: unknown) => typeof value === 'string' && isIdentifier(value) };
const thumbprint = {
  expected: '40 or 64 hexadecimal digits',
  holds: (value: unknown) => typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value),
};

const members: MemberTests = {
  deviceId: id,
  moduleId: optional(id),
  generationId: text,
  etag: counter,
  status: word('enabled', 'disabled'),
  statusReason: orNull(text),
  statusUpdatedTime: time,
  'authentication.type': word('sas', 'selfSigned', 'certificateAuthority', 'none'),
  'authentication.symmetricKey.primaryKey': orNull(key),
  'authentication.symmetricKey.secondaryKey': orNull(key),
  'authentication.x509Thumbprint.primaryThumbprint': orNull(thumbprint),
  'authentication.x509Thumbprint.secondaryThumbprint': orNull(thumbprint),
  'capabilities.iotEdge': flag,
  deviceScope: optional(text),
  parentScopes: optional(listOf(text)),
  managedBy: optional(text),
};

/** What is wrong with an identity as a hub keeps it, or undefined. */
export function identityFault(own: string, value: JsonObject): string | undefined {
  const fault = memberFault(value, 'identity', members);
  if (fault !== undefined) return fault;
  const expected = identityKey(value.deviceId as string, value.moduleId as string | undefined);
  return expected === own
    ? undefined
    : `the key is ${JSON.stringify(own)}, the identity's is ${JSON.stringify(expected)}`;
}
