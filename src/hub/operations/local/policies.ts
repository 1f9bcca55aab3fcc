import type { Json } from '../../../lib/json.ts';
import { generateKeyPair } from '../../access/keys.ts';
import { defaultRights, policyLimit } from '../../access/policies.ts';
import { hubError } from '../../error-codes.ts';
import { readObject } from '../../http/body-members.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';
import type { Policy, Right } from '../../state/hub-state.ts';
import { readSettled } from '../../state/settled.ts';

/** Shared access policies: on a real hub they are managed in Azure, not by these endpoints. hub-reference 0.4. */
const common = { access: 'owner', holdsKeys: true } as const;
const path = '/$twin-tui/policies/{policyName}';

export const listPolicies: Operation = {
  ...common,
  name: 'ListPolicies',
  method: 'GET',
  path: '/$twin-tui/policies',
  run: async ({ state }) => {
    const names = [...state.entries('policy')].map(([name]) => name);
    const policies = await Promise.all(names.map(name => readSettled(state, 'policy', name)));
    return jsonAnswer(
      200,
      policies.filter(policy => policy !== undefined),
    );
  },
};

/** Creates a policy with new keys, or changes the rights of one that there is. */
export const putPolicy: Operation = {
  ...common,
  name: 'PutPolicy',
  method: 'PUT',
  path,
  run: async ({ state, random }, { parameters, json }) => {
    const name = readName(parameters.policyName!);
    const rights = readRights(readObject(json(), 'the body').rights);
    const before = state.get('policy', name);
    if (before === undefined && state.count('policy') >= policyLimit) {
      throw hubError('InvalidOperation', `a hub may have ${policyLimit} policies`);
    }
    if (name === ownerName) throw hubError('InvalidOperation', `the rights of ${ownerName} cannot be changed`);
    const keys = before ?? generateKeyPair(random);
    const policy: Policy = { name, rights, primaryKey: keys.primaryKey, secondaryKey: keys.secondaryKey };
    await state.commit([{ kind: 'policy', key: name, value: policy }]);
    return jsonAnswer(200, policy);
  },
};

export const deletePolicy: Operation = {
  ...common,
  name: 'DeletePolicy',
  method: 'DELETE',
  path,
  run: async ({ state }, { parameters }) => {
    const name = parameters.policyName!;
    if (state.get('policy', name) === undefined) throw hubError('GenericNotFound', `there is no policy ${name}`);
    if (name === ownerName)
      throw hubError('InvalidOperation', `${ownerName} cannot be deleted: nobody could manage the hub`);
    await state.commit([{ kind: 'policy', key: name, value: undefined }]);
    return { status: 204 };
  },
};

const ownerName = 'iothubowner';
const knownRights = defaultRights[ownerName]!;

function readName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw argumentInvalid(
    `a policy's name has 1 to 64 letters, digits, - or _, found ${JSON.stringify(name.slice(0, 64))}`,
  );
}

function readRights(rights: Json | undefined): readonly Right[] {
  const chosen = Array.isArray(rights) ? knownRights.filter(right => rights.includes(right)) : [];
  if (Array.isArray(rights) && rights.length > 0 && chosen.length === new Set(rights).size) return chosen;
  const wrong = Array.isArray(rights) ? rights.find(right => !knownRights.includes(right as Right)) : rights;
  const found = wrong === undefined ? '' : `, found ${JSON.stringify(wrong).slice(0, 64)}`;
  throw argumentInvalid(`rights must be an array of some of ${knownRights.join(', ')}${found}`);
}
