/** The identity registry's objects. hub-reference 1.3. */

/** `deviceId`, or `deviceId/moduleId`: a slash is legal in neither, so keys cannot collide. */
export type IdentityKey = string;

export type SymmetricKey = { readonly primaryKey: string | null; readonly secondaryKey: string | null };
export type Thumbprints = { readonly primaryThumbprint: string | null; readonly secondaryThumbprint: string | null };
export type AuthenticationType = 'sas' | 'selfSigned' | 'certificateAuthority' | 'none';

export type Authentication = {
  readonly symmetricKey: SymmetricKey;
  readonly x509Thumbprint: Thumbprints;
  readonly type: AuthenticationType;
};

/** A device's or a module's identity as stored; etag is a counter, times are ISO texts. */
export type Identity = {
  readonly deviceId: string;
  /** Only on modules. */
  readonly moduleId?: string;
  readonly generationId: string;
  readonly etag: number;
  readonly status: 'enabled' | 'disabled';
  readonly statusReason: string | null;
  readonly statusUpdatedTime: string;
  readonly authentication: Authentication;
  readonly capabilities: { readonly iotEdge: boolean };
  readonly deviceScope?: string;
  readonly parentScopes?: readonly string[];
  /** Only on modules. */
  readonly managedBy?: string;
};

/** What the hub observes of an identity's connection; it is not part of what acknowledged writes promise to keep. */
export type Activity = {
  readonly connected: boolean;
  readonly connectionStateUpdatedTime: string;
  readonly lastActivityTime: string;
};

export const neverTime = '0001-01-01T00:00:00Z';

export const noActivity: Activity = {
  connected: false,
  connectionStateUpdatedTime: neverTime,
  lastActivityTime: neverTime,
};

export function identityKey(deviceId: string, moduleId?: string): IdentityKey {
  return moduleId === undefined ? deviceId : `${deviceId}/${moduleId}`;
}

export function isModuleKey(key: IdentityKey): boolean {
  return key.includes('/');
}

export function splitKey(key: IdentityKey): { readonly deviceId: string; readonly moduleId?: string } {
  const slash = key.indexOf('/');
  return slash < 0 ? { deviceId: key } : { deviceId: key.slice(0, slash), moduleId: key.slice(slash + 1) };
}
