import { join } from 'node:path';
import { readIfPresent, writePrivateFile } from '../data-directory/private-file.ts';
import { isUsableAuthority, isUsableServer } from './is-usable.ts';
import type { Issued } from './issue.ts';
import type { TlsMaterial } from './tls-material.ts';

/** In the data directory; clients are pointed to it. */
export const authorityFile = 'ca.pem';

/**
 * The hub's authority and server certificate, made at the first start and kept: clients go on trusting the authority
 * when the server certificate is renewed because it is about to end or has to name other hosts.
 */
export async function loadCertificates(directory: string, hosts: readonly string[], now: number): Promise<TlsMaterial> {
  const authorityPaths = { certificate: join(directory, authorityFile), key: join(directory, 'ca-key.pem') };
  const serverPaths = { certificate: join(directory, 'server.pem'), key: join(directory, 'server-key.pem') };
  let authority = await read(authorityPaths);
  if (authority === undefined || !isUsableAuthority(authority, now)) {
    authority = await (await issuing()).issueAuthority(now);
    await write(authorityPaths, authority);
  }
  let server = await read(serverPaths);
  if (server === undefined || !isUsableServer(server, authority, hosts, now)) {
    server = await (await issuing()).issueServer(authority, hosts, now);
    await write(serverPaths, server);
  }
  return { key: server.key, cert: server.certificate, ca: authority.certificate };
}

let temporaryAuthority: Issued | undefined;
const temporaryServers = new Map<string, Promise<TlsMaterial>>();

/** For hubs that keep nothing: made once per process and set of hosts, so that further hubs start at once. */
export function temporaryCertificates(hosts: readonly string[], now: number): Promise<TlsMaterial> {
  const key = hosts.join(' ');
  let material = temporaryServers.get(key);
  if (material === undefined) {
    material = makeTemporary(hosts, now);
    temporaryServers.set(key, material);
    material.catch(() => temporaryServers.delete(key));
  }
  return material;
}

async function makeTemporary(hosts: readonly string[], now: number): Promise<TlsMaterial> {
  temporaryAuthority ??= await (await issuing()).issueAuthority(now);
  const authority = temporaryAuthority;
  const server = await (await issuing()).issueServer(authority, hosts, now);
  return { key: server.key, cert: server.certificate, ca: authority.certificate };
}

/** Loaded only when something is issued: its library takes 200 ms, a usual start has its certificates already. */
const issuing = () => import('./issue.ts');

type Paths = { readonly certificate: string; readonly key: string };

async function read(paths: Paths): Promise<Issued | undefined> {
  const [certificate, key] = await Promise.all([readIfPresent(paths.certificate), readIfPresent(paths.key)]);
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

async function write(paths: Paths, issued: Issued): Promise<void> {
  await writePrivateFile(paths.key, issued.key);
  await writePrivateFile(paths.certificate, issued.certificate);
}
