import { X509Certificate } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { defaultRights } from '../access/policies.ts';
import type { Kind } from '../state/hub-state.ts';
import { configurationFault, jobFault } from './check-document.ts';
import { identityFault } from './check-identity.ts';
import { sessionFault } from './check-session.ts';
import { twinFault } from './check-twin.ts';
import { key as accessKey, listOf, type MemberTests, memberFault, shown, text, word } from './member-checks.ts';

const policyMembers: MemberTests = {
  name: text,
  rights: listOf(word(...defaultRights.iothubowner!)),
  primaryKey: accessKey,
  secondaryKey: accessKey,
};

/** What is wrong with a value of each kind that is to be kept under a key, or undefined. */
const faults: Record<Kind, (key: string, value: JsonObject) => string | undefined> = {
  policy: (key, value) =>
    memberFault(value, 'policy', policyMembers) ??
    (value.name === key
      ? undefined
      : `the key is ${JSON.stringify(key)}, the policy's name ${JSON.stringify(value.name)}`),
  authority: authorityFault,
  identity: identityFault,
  twin: (_key, value) => twinFault(value),
  configuration: configurationFault,
  job: jobFault,
  session: (_key, value) => sessionFault(value),
};

/** What is wrong with a line's content, or undefined when a hub can take it. */
export function entryFault(entry: Json): string | undefined {
  if (!isObject(entry)) return 'expected an object with kind, key and value';
  const { kind, key, value } = entry;
  if (typeof kind !== 'string' || !Object.hasOwn(faults, kind)) {
    return `expected kind to be one of ${Object.keys(faults).join(', ')}, found ${shown(kind)}`;
  }
  if (typeof key !== 'string' || key === '') return `expected key to be a text, found ${shown(key)}`;
  if (!isObject(value)) return 'expected value to be an object';
  return faults[kind as Kind](key, value);
}

function authorityFault(key: string, value: JsonObject): string | undefined {
  const fault = memberFault(value, 'authority', { pem: text });
  if (fault !== undefined) return fault;
  try {
    const { ca, fingerprint256 } = new X509Certificate(value.pem as string);
    if (!ca) return 'the certificate is not one of an authority (CA:TRUE)';
    return fingerprint256.replaceAll(':', '') === key ? undefined : 'the key is not the thumbprint of the certificate';
  } catch {
    return 'pem of the authority holds no certificate';
  }
}
