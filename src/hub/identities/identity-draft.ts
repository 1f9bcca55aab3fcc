import type { Authentication } from '../state/identity.ts';

/** What a client asks an identity to be; all that is left out takes its default, as a PUT replaces. hub-reference 1.3. */
export type IdentityDraft = {
  readonly deviceId: string;
  readonly moduleId?: string | undefined;
  readonly status: 'enabled' | 'disabled';
  readonly statusReason: string | null;
  /** With null keys for `sas` the hub makes new ones. */
  readonly authentication: Authentication;
  readonly iotEdge: boolean;
  readonly deviceScope: string | undefined;
  readonly parentScopes: readonly string[];
  readonly managedBy: string | undefined;
};

const noThumbprints = { primaryThumbprint: null, secondaryThumbprint: null };
const noKeys = { primaryKey: null, secondaryKey: null };

/** Keys, to be made by the hub. */
export const generatedKeys: Authentication = { symmetricKey: noKeys, x509Thumbprint: noThumbprints, type: 'sas' };
/** For the modules of an edge device that the hub makes itself. hub-reference 1.2. */
export const noAuthentication: Authentication = { ...generatedKeys, type: 'none' };

export type DraftDefaults = Pick<IdentityDraft, 'deviceId' | 'moduleId'>;

/** A device or module of which nothing but its name is said. */
export function plainDraft(name: DraftDefaults): IdentityDraft {
  return {
    ...name,
    status: 'enabled',
    statusReason: null,
    authentication: generatedKeys,
    iotEdge: false,
    deviceScope: undefined,
    parentScopes: [],
    managedBy: undefined,
  };
}
