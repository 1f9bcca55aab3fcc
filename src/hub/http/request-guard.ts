import type { IncomingHttpHeaders } from 'node:http';
import { hubError } from '../error-codes.ts';
import { hostOf } from '../host-name.ts';

/**
 * Keeps web pages away from a hub on the loopback interface: a page that rebinds its name to 127.0.0.1 sends that name
 * as Host, one that calls across sites sends its Origin. No client of a hub is a browser page. Throws HubError.
 */
export function guardRequest(headers: IncomingHttpHeaders, hostNames: readonly string[]): void {
  const host = hostOf(headers.host ?? '');
  if (!hostNames.includes(host)) {
    throw hubError('IotHubNotFound', `there is no hub ${JSON.stringify(host)} here, it is ${hostNames.join(' or ')}`);
  }
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, hostNames)) {
    throw hubError('GenericForbidden', `requests from web pages (${JSON.stringify(origin)}) are not taken`);
  }
  if (headers['sec-fetch-site'] === 'cross-site')
    throw hubError('GenericForbidden', 'requests across sites are not taken');
}

function isOwnOrigin(origin: string, hostNames: readonly string[]): boolean {
  return origin.startsWith('https://') && hostNames.includes(hostOf(origin.slice('https://'.length)));
}
