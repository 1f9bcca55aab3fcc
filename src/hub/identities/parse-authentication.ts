import type { JsonObject } from '../../lib/json.ts';
import { keyFault } from '../access/keys.ts';
import { hubError } from '../error-codes.ts';
import { readMember, readString, readWord } from '../http/body-members.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { Authentication, AuthenticationType, SymmetricKey, Thumbprints } from '../state/identity.ts';
import { generatedKeys } from './identity-draft.ts';

const types: readonly AuthenticationType[] = ['sas', 'selfSigned', 'certificateAuthority', 'none'];
const noKeys: SymmetricKey = { primaryKey: null, secondaryKey: null };

/** The `authentication` of a body; left out it asks for new keys. hub-reference 1.3. Throws HubError 400. */
export function parseAuthentication(body: JsonObject, isModule: boolean): Authentication {
  const member = readMember(body, 'authentication');
  if (member === undefined) return generatedKeys;
  const thumbprints = parseThumbprints(readMember(member, 'x509Thumbprint'));
  const type = authenticationType(member, thumbprints, isModule);
  const symmetricKey = type === 'sas' ? parseKeys(readMember(member, 'symmetricKey')) : noKeys;
  return { symmetricKey, x509Thumbprint: type === 'selfSigned' ? thumbprints : generatedKeys.x509Thumbprint, type };
}

function authenticationType(member: JsonObject, thumbprints: Thumbprints, isModule: boolean): AuthenticationType {
  const type = readWord(member, 'type', types);
  if (type === 'none') {
    if (isModule) return 'sas';
    throw hubError(
      'DeviceAuthenticationTypeIsMissing',
      'a device must authenticate, its authentication type cannot be none',
    );
  }
  if (type !== undefined) return type;
  const { primaryThumbprint, secondaryThumbprint } = thumbprints;
  return primaryThumbprint === null && secondaryThumbprint === null ? 'sas' : 'selfSigned';
}

function parseKeys(keys: JsonObject | undefined): SymmetricKey {
  if (keys === undefined) return noKeys;
  const primaryKey = readString(keys, 'primaryKey', 1024) || null;
  const secondaryKey = readString(keys, 'secondaryKey', 1024) || null;
  if ((primaryKey === null) !== (secondaryKey === null)) {
    throw argumentInvalid('Either no keys or both keys can be set, found only one');
  }
  for (const key of [primaryKey, secondaryKey]) {
    const fault = key === null ? undefined : keyFault(key);
    if (fault !== undefined) throw argumentInvalid(fault);
  }
  return { primaryKey, secondaryKey };
}

function parseThumbprints(thumbprints: JsonObject | undefined): Thumbprints {
  const read = (name: string): string | null => {
    const print = (thumbprints && readString(thumbprints, name, 1024)) || null;
    if (print !== null && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(print)) {
      throw hubError('StringIsNotThumbprint', `${name} must be 40 or 64 hexadecimal digits without separators`);
    }
    return print;
  };
  return { primaryThumbprint: read('primaryThumbprint'), secondaryThumbprint: read('secondaryThumbprint') };
}
