import { AppError, ExitCode } from '../../lib/errors.ts';
import type { Environment } from '../settings/config.ts';

/** A proxy that the environment names, and which variable did. */
export type ProxyChoice = { readonly url: URL; readonly source: string };

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
const exceptionVariables = ['NO_PROXY', 'no_proxy'];

/** The proxy to an HTTPS host; undefined when it is reached directly. Throws AppError (exit 3) for no proxy's URL. */
export function chooseProxy(host: string, environment: Environment): ProxyChoice | undefined {
  const source = proxyVariables.find(name => environment[name]);
  if (source === undefined) return undefined;
  const exceptions = exceptionVariables.map(name => environment[name]).find(Boolean) ?? '';
  if (exceptions.split(/[\s,]+/).some(pattern => matches(host.toLowerCase(), pattern.toLowerCase()))) return undefined;
  return { url: parseProxy(environment[source]!, source), source };
}

/** Scheme and place of a proxy, without name and password. */
export function placeOf({ url }: ProxyChoice): string {
  return `${url.protocol}//${url.host}`;
}

/** As curl does: `*` is every host, and a name stands for itself and all below it, with or without a dot before it. */
function matches(host: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const name = pattern.replace(/^\*?\./, '').replace(/:443$/, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function parseProxy(text: string, source: string): URL {
  const url = parseUrl(text.includes('://') ? text : `http://${text}`);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url;
  // The text itself is not told: it may hold a password.
  throw new AppError(`${source} is no URL of an HTTP proxy`, {
    hint: 'Expected http://proxy:8080 or http://user:password@proxy:8080; SOCKS proxies are not supported.',
    exitCode: ExitCode.connection,
  });
}

function parseUrl(text: string): URL | null {
  // URL.parse came with Node 22.
  return URL.canParse(text) ? new URL(text) : null;
}
