import { bounds } from '../../../lib/bounds.ts';
import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { generateKey } from '../../access/keys.ts';
import type { HubContext } from '../../context.ts';
import type { Cause } from '../../feed.ts';
import { readObject, readString, readWord } from '../../http/body-members.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid, HubError } from '../../hub-error.ts';
import { isIdentifier } from '../../identities/identifier.ts';
import { IdentityWriter } from '../../identities/identity-writer.ts';
import type { SymmetricKey } from '../../state/identity.ts';

const most = bounds.rest.bulkItems;

/** The CLI's bulk key rotation: `{"policyKey":"primaryKey","devices":[{"id","moduleId"?}]}`. hub-reference 1.1. */
export const regenerateKeys: Operation = {
  name: 'RegenerateKeys',
  method: 'POST',
  path: '/devices/keys/regenerate',
  access: 'RegistryWrite',
  family: 'RegistryWrite',
  holdsKeys: true,
  run: async (context, { json, cause }) => {
    const body = readObject(json(), 'the body');
    const policyKey = readWord(body, 'policyKey', ['primaryKey', 'secondaryKey', 'swap']);
    if (policyKey === undefined)
      throw argumentInvalid('policyKey is missing, it must be primaryKey, secondaryKey or swap');
    const results = await Promise.all(readItems(body).map(item => rotate(context, item, policyKey, cause)));
    const rotatedKeys = results.flatMap(({ rotated }) => rotated ?? []);
    const errors = results.flatMap(({ error }) => error ?? []);
    return jsonAnswer(200, { policyKey, rotatedKeys, errors });
  },
};

type PolicyKey = 'primaryKey' | 'secondaryKey' | 'swap';
type Item = { readonly id: string; readonly moduleId?: string };
type Rotation = { readonly rotated?: object; readonly error?: object };

function readItems(body: JsonObject): readonly Item[] {
  const { devices } = body;
  if (!Array.isArray(devices)) throw argumentInvalid('devices must be an array');
  if (devices.length > most) throw argumentInvalid(`devices holds ${devices.length} items, the limit is ${most}`);
  return devices.map((item: Json) => {
    const id = isObject(item) ? readString(item, 'id', 128) : undefined;
    const moduleId = isObject(item) ? readString(item, 'moduleId', 128) : undefined;
    if (id === undefined || ![id, moduleId ?? id].every(isIdentifier)) {
      throw argumentInvalid('each of devices must be an object with a valid id, and moduleId where it is a module');
    }
    return moduleId === undefined ? { id } : { id, moduleId };
  });
}

async function rotate(context: HubContext, item: Item, policyKey: PolicyKey, cause: Cause): Promise<Rotation> {
  const fresh = generateKey(context.random);
  const name = { deviceId: item.id, moduleId: item.moduleId };
  try {
    const identity = await new IdentityWriter(context).rekey(name, keys => change(keys, policyKey, fresh), cause);
    const { primaryKey, secondaryKey } = identity.authentication.symmetricKey;
    return { rotated: { ...item, primaryKey, secondaryKey } };
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
    return { error: { ...item, errorCode: error.code, errorMessage: error.message } };
  }
}

function change({ primaryKey, secondaryKey }: SymmetricKey, policyKey: PolicyKey, fresh: string): SymmetricKey {
  switch (policyKey) {
    case 'primaryKey':
      return { primaryKey: fresh, secondaryKey };
    case 'secondaryKey':
      return { primaryKey, secondaryKey: fresh };
    case 'swap':
      return { primaryKey: secondaryKey, secondaryKey: primaryKey };
  }
}
