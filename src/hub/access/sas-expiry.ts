import type { SasToken } from './sas-token.ts';

/** Clocks may differ by so much: the documentation names about five minutes as the most that works. hub-reference 0.4. */
const grace = 5 * 60_000;

/** When the hub stops honouring a token, in milliseconds since the epoch. */
export function honouredUntil(token: SasToken): number {
  return token.expiry * 1000 + grace;
}
