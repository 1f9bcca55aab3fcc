import { generateKeyPair } from '../access/keys.ts';
import { type Clock, timestamp } from '../clock.ts';
import type { HubState } from '../state/hub-state.ts';
import { type Authentication, type Identity, neverTime } from '../state/identity.ts';
import { scopesOf } from './edge-scope.ts';
import type { IdentityDraft } from './identity-draft.ts';

export type IdentitySource = {
  readonly state: HubState;
  readonly clock: Clock;
  readonly random: (length: number) => Buffer;
};

/** 100 ns since the year 1, as the service counts time. */
const ticksAtEpoch = 621_355_968_000_000_000n;

/** The identity that a draft makes, of nothing or of the one before. Throws HubError 400. */
export function makeIdentity(source: IdentitySource, draft: IdentityDraft, before?: Identity): Identity {
  const { deviceId, moduleId, status, managedBy } = draft;
  // Two births in one tick must differ.
  const ticks = String(ticksAtEpoch + BigInt(source.clock.now()) * 10_000n + BigInt(source.random(3).readUIntBE(0, 3)));
  return {
    deviceId,
    ...(moduleId !== undefined && { moduleId }),
    generationId: before?.generationId ?? ticks,
    etag: before === undefined ? firstEtag(source) : before.etag + 1,
    status: moduleId === undefined ? status : 'enabled',
    statusReason: draft.statusReason,
    statusUpdatedTime: statusTime(source, status, before),
    authentication: completed(source, draft.authentication),
    capabilities: { iotEdge: moduleId === undefined && draft.iotEdge },
    ...scopesOf(source.state, draft, before, ticks),
    ...(moduleId !== undefined && managedBy !== undefined && { managedBy }),
  };
}

/** Nine digits, like those of a hub that has been used for a while. */
function firstEtag({ random }: IdentitySource): number {
  return 100_000_000 + (random(4).readUInt32BE() % 800_000_000);
}

function statusTime(source: IdentitySource, status: Identity['status'], before: Identity | undefined): string {
  if (before === undefined) return neverTime;
  return before.status === status ? before.statusUpdatedTime : timestamp(source.clock);
}

/** Keys are echoed as they came; where there are none new ones are made. */
function completed({ random }: IdentitySource, authentication: Authentication): Authentication {
  const { type, symmetricKey } = authentication;
  if (type !== 'sas' || symmetricKey.primaryKey !== null) return authentication;
  return { ...authentication, symmetricKey: generateKeyPair(random) };
}
