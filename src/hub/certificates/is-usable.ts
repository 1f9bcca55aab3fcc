import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Issued } from './issue.ts';

/** A certificate is renewed this long before it ends, so that a hub left running for weeks does not outlive it. */
const margin = 30 * 24 * 3_600_000;

/** Whether key and certificate belong together and stay valid for a while. */
export function isUsableAuthority(authority: Issued, now: number): boolean {
  return check(() => {
    const certificate = new X509Certificate(authority.certificate);
    return certificate.ca && isCurrent(certificate, now) && holdsKey(certificate, authority);
  });
}

/** Whether the authority signed it for all these hosts, and it stays valid for a while. */
export function isUsableServer(server: Issued, authority: Issued, hosts: readonly string[], now: number): boolean {
  return check(() => {
    const certificate = new X509Certificate(server.certificate);
    return (
      isCurrent(certificate, now) &&
      holdsKey(certificate, server) &&
      certificate.verify(new X509Certificate(authority.certificate).publicKey) &&
      hosts.every(host => covers(certificate, host))
    );
  });
}

function isCurrent(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now + margin < Date.parse(certificate.validTo);
}

function holdsKey(certificate: X509Certificate, { key }: Issued): boolean {
  return certificate.checkPrivateKey(createPrivateKey(key));
}

function covers(certificate: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
}

/** What cannot even be parsed is not usable, and is made anew. */
function check(usable: () => boolean): boolean {
  try {
    return usable();
  } catch {
    return false;
  }
}
