import { bounds } from '../../lib/bounds.ts';
import type { Change, HubState, Policy, Right } from '../state/hub-state.ts';
import { generateKeyPair } from './keys.ts';

/** The policies every hub is born with. hub-reference 0.4. */
export const defaultRights: { readonly [name: string]: readonly Right[] } = {
  iothubowner: ['RegistryRead', 'RegistryWrite', 'ServiceConnect', 'DeviceConnect'],
  service: ['ServiceConnect'],
  device: ['DeviceConnect'],
  registryRead: ['RegistryRead'],
  registryReadWrite: ['RegistryRead', 'RegistryWrite'],
};

export const policyLimit = bounds.hub.policies;

/** Makes those of the default policies that the hub does not have; resolves when they are on disk. */
export async function ensureDefaultPolicies(state: HubState, random: (length: number) => Buffer): Promise<void> {
  const missing = Object.entries(defaultRights).filter(([name]) => state.get('policy', name) === undefined);
  const changes = missing.map(
    ([name, rights]): Change => ({ kind: 'policy', key: name, value: { name, rights, ...generateKeyPair(random) } }),
  );
  if (changes.length > 0) await state.commit(changes);
}

/** The rights of the owner's policy, which the product's own endpoints ask for. */
export function isOwner(policy: Policy): boolean {
  return defaultRights.iothubowner!.every(right => policy.rights.includes(right));
}
