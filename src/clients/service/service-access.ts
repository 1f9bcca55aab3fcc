import type { ServiceCredentials } from '../connection-string.ts';

/** Gives bearer tokens of Microsoft Entra ID; the shape of `@azure/identity`'s credentials. */
export type TokenIssuer = {
  readonly getToken: (
    scope: string | string[],
  ) => Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
};

/** Whoever is signed in, in the place of a shared access policy. */
export type ServiceLogin = { readonly hostName: string; readonly issuer: TokenIssuer };

export type ServiceAccess = ServiceCredentials | ServiceLogin;

/** What a hub's tokens are for; the same for every hub of the public cloud. hub-reference 0.4. */
export const tokenScope = 'https://iothubs.azure.net/.default';

/** The policy, or that it is a login: for the wire log. */
export function nameOf(access: ServiceAccess): string {
  return 'keyName' in access ? access.keyName : 'login';
}
