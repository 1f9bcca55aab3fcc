import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SasToken } from './sas-token.ts';

/** Whether one of the keys (base64) signed the token. Takes the same time for every wrong signature. */
export function isSignedBy(token: SasToken, keys: readonly (string | null)[]): boolean {
  const claimed = Buffer.from(token.signature, 'base64');
  let matches = false;
  for (const key of keys) {
    if (!key) continue;
    const expected = digest(token.rawResource, token.rawExpiry, key);
    if (claimed.length === expected.length && timingSafeEqual(claimed, expected)) matches = true;
  }
  return matches;
}

export type SasClaim = {
  /** E.g. `localhost/devices/dev1`, not encoded. */
  readonly resource: string;
  /** Unix seconds. */
  readonly expiry: number;
  /** Base64. */
  readonly key: string;
  /** The policy whose key it is; undefined for an identity's own. */
  readonly policy?: string | undefined;
};

/** A token as the SDKs write it. */
export function signSas({ resource, expiry, key, policy }: SasClaim): string {
  const encoded = encodeURIComponent(resource);
  const signature = encodeURIComponent(digest(encoded, String(expiry), key).toString('base64'));
  const name = policy === undefined ? '' : `&skn=${encodeURIComponent(policy)}`;
  return `SharedAccessSignature sr=${encoded}&sig=${signature}&se=${expiry}${name}`;
}

function digest(rawResource: string, rawExpiry: string, key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`${rawResource}\n${rawExpiry}`).digest();
}
