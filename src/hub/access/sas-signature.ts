import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SasToken } from './sas-token.ts';

/**
 * Whether one of the keys (base64) signed the token. Takes the same time for every wrong signature; a right one is not
 * held against the second key, which would be a fifth of what a CONNECT costs (bench/hub).
 */
export function isSignedBy(token: SasToken, keys: readonly (string | null)[]): boolean {
  const claimed = Buffer.from(token.signature, 'base64');
  return keys.some(key => {
    if (!key) return false;
    const expected = digest(token.rawResource, token.rawExpiry, key);
    return claimed.length === expected.length && timingSafeEqual(claimed, expected);
  });
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
