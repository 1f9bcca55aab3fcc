import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Kind } from '../state/hub-state.ts';
import { identityKey } from '../state/identity.ts';

type Test = { readonly expected: string; readonly holds: (value: Json | undefined) => boolean };

const text: Test = { expected: 'a text', holds: value => typeof value === 'string' };
const count: Test = { expected: 'a whole number', holds: value => Number.isSafeInteger(value) };
const object: Test = { expected: 'an object', holds: value => isObject(value) };
const list: Test = { expected: 'an array', holds: value => Array.isArray(value) };

/** The members without which a value cannot be worked with, by their path. */
const members: Record<Kind, { readonly [path: string]: Test }> = {
  policy: { name: text, rights: list, primaryKey: text, secondaryKey: text },
  authority: { pem: text },
  identity: {
    deviceId: text,
    generationId: text,
    etag: count,
    status: text,
    statusUpdatedTime: text,
    'authentication.type': text,
    'authentication.symmetricKey': object,
    'authentication.x509Thumbprint': object,
    capabilities: object,
  },
  twin: {
    etag: count,
    tags: object,
    'desired.values': object,
    'desired.metadata': object,
    'desired.version': count,
    'reported.values': object,
    'reported.metadata': object,
    'reported.version': count,
    modelId: text,
    configurations: object,
  },
  configuration: {},
  job: {},
  session: { subscriptions: object },
};

/** What is wrong with a line's content, or undefined when a hub can take it. */
export function entryFault(entry: Json): string | undefined {
  if (!isObject(entry)) return 'expected an object with kind, key and value';
  const { kind, key, value } = entry;
  if (typeof kind !== 'string' || !Object.hasOwn(members, kind)) {
    return `expected kind to be one of ${Object.keys(members).join(', ')}, found ${JSON.stringify(kind)}`;
  }
  if (typeof key !== 'string' || key === '') return `expected key to be a text, found ${JSON.stringify(key)}`;
  if (!isObject(value)) return 'expected value to be an object';
  for (const [path, { expected, holds }] of Object.entries(members[kind as Kind])) {
    const found = path.split('.').reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), value);
    if (!holds(found)) return `expected ${path} of the ${kind} to be ${expected}, found ${JSON.stringify(found)}`;
  }
  return kind === 'identity' ? keyFault(key, value) : undefined;
}

function keyFault(key: string, { deviceId, moduleId }: JsonObject): string | undefined {
  const own = identityKey(deviceId as string, moduleId as string | undefined);
  return own === key ? undefined : `the key is ${JSON.stringify(key)}, the identity's is ${JSON.stringify(own)}`;
}
