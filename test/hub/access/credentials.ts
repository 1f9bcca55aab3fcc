import { type SasClaim, signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { createIdentity } from '../../helpers/device-hub.ts';
import type { Rest } from '../../helpers/rest.ts';
import { deviceKey } from '../../helpers/wire-client.ts';

/** The identities of the table: each has a key of its own, `dev-a/m` is a module, `dev-off` is disabled. */
export const keysOf: { readonly [identity: string]: string } = {
  'dev-a': deviceKey,
  'dev-a/m': Buffer.alloc(32, 'module').toString('base64'),
  'dev-b': Buffer.alloc(32, 'other').toString('base64'),
  'dev-off': Buffer.alloc(32, 'off').toString('base64'),
};

export async function createIdentities(rest: Rest): Promise<void> {
  for (const [identity, primaryKey] of Object.entries(keysOf)) {
    const authentication = { type: 'sas', symmetricKey: { primaryKey, secondaryKey: primaryKey } };
    await createIdentity(rest, identity, { authentication, ...(identity === 'dev-off' && { status: 'disabled' }) });
  }
}

/** What a caller shows, and what it is good for by hub-reference 0.4. */
export type Credential = {
  readonly name: string;
  /** Undefined when nothing is shown. */
  readonly text: (hub: Hub) => string | undefined;
  /** The rights it brings, and the part of the hub for which it was signed: undefined for all of it. */
  readonly rights: readonly string[];
  readonly scope?: readonly string[];
  /** The identity whose own key signed. */
  readonly identity?: string;
};

const allRights = ['RegistryRead', 'RegistryWrite', 'ServiceConnect', 'DeviceConnect'];
const rightsOf: { readonly [policy: string]: readonly string[] } = {
  iothubowner: allRights,
  service: ['ServiceConnect'],
  device: ['DeviceConnect'],
  registryRead: ['RegistryRead'],
  registryReadWrite: ['RegistryRead', 'RegistryWrite'],
};
const future = 4102444800;

export const credentials: readonly Credential[] = [
  ...Object.entries(rightsOf).map(([policy, rights]) => policyToken(`the policy ${policy}`, policy, { rights })),
  policyToken('the secondary key of iothubowner', 'iothubowner', { rights: allRights, isSecondary: true }),
  policyToken('iothubowner, for /devices only', 'iothubowner', { rights: allRights, scope: ['devices'] }),
  policyToken('iothubowner, for dev-a only', 'iothubowner', { rights: allRights, scope: ['devices', 'dev-a'] }),
  policyToken('iothubowner, for dev-b only', 'iothubowner', { rights: allRights, scope: ['devices', 'dev-b'] }),
  policyToken('iothubowner, for the start of an id', 'iothubowner', { rights: [], scope: ['devices', 'dev'] }),
  policyToken('iothubowner, for another hub', 'iothubowner', {
    rights: [],
    claim: { resource: 'other.azure-devices.net' },
  }),
  policyToken('iothubowner, expired', 'iothubowner', { rights: [], claim: { expiry: 1577836800 } }),
  policyToken('iothubowner, signed with the key of service', 'iothubowner', { rights: [], signedBy: 'service' }),
  policyToken('a policy that does not exist', 'iothubowner', { rights: [], claim: { policy: 'nobody' } }),
  policyToken("iothubowner's key without its name", 'iothubowner', { rights: [], claim: { policy: undefined } }),
  ...Object.keys(keysOf).map(identity => identityToken(`the key of ${identity}`, identity, identity)),
  identityToken('the key of dev-b, for dev-a', 'dev-b', 'dev-a'),
  identityToken('the key of dev-a/m, for dev-a', 'dev-a/m', 'dev-a'),
  { name: 'a bearer token', text: () => 'Bearer eyJhbGciOiJub25lIn0.e30.', rights: [] },
  { name: 'no token', text: () => undefined, rights: [] },
  { name: 'a text that is no token', text: () => 'SharedAccessSignature nonsense', rights: [] },
];

type PolicyToken = {
  readonly rights: readonly string[];
  readonly scope?: readonly string[];
  readonly isSecondary?: boolean;
  readonly signedBy?: string;
  readonly claim?: Partial<SasClaim>;
};

function policyToken(name: string, policy: string, token: PolicyToken): Credential {
  const { rights, scope, isSecondary = false, signedBy = policy, claim } = token;
  const text = (hub: Hub) => {
    const { primaryKey, secondaryKey } = hub.policies.find(known => known.name === signedBy)!;
    const resource = [hub.hostName, ...(scope ?? [])].join('/');
    return signSas({ resource, expiry: future, key: isSecondary ? secondaryKey : primaryKey, policy, ...claim });
  };
  return { name, text, rights, ...(scope && { scope }) };
}

/** Signed with an identity's key, for its own or another's resource. */
function identityToken(name: string, identity: string, target: string): Credential {
  const scope = resourceOf(target);
  const text = (hub: Hub) =>
    signSas({ resource: [hub.hostName, ...scope].join('/'), expiry: future, key: keysOf[identity]! });
  return { name, text, rights: [], scope, identity };
}

export function resourceOf(identity: string): readonly string[] {
  const [deviceId = '', moduleId] = identity.split('/');
  return moduleId === undefined ? ['devices', deviceId] : ['devices', deviceId, 'modules', moduleId];
}

/** Whether a scope is the path or a part of it from its start. */
export function covers(scope: readonly string[] | undefined, path: readonly string[]): boolean {
  return scope === undefined || scope.every((segment, index) => segment === path[index]);
}
