import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { bounds } from '../../lib/bounds.ts';
import type { Identity } from '../state/identity.ts';
import { type AccessContext, unauthorized } from './authenticate-service.ts';
import type { Grounds } from './standing.ts';

/** Longer chains of certificates are not followed. */
const longestChain = bounds.rest.certificateChain;

/** What the client showed in the TLS handshake, leaf first; empty when it showed nothing. */
export function peerCertificates(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let certificate = socket.getPeerX509Certificate?.();
  while (certificate !== undefined && chain.length < longestChain) {
    chain.push(certificate);
    const issuer: X509Certificate | undefined = certificate.issuerCertificate;
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}

/**
 * Thumbprint or registered authority, as the identity asks for. hub-reference 3.9. Returns the authority, if it is one.
 * Throws HubError 401.
 */
export function verifyCertificate(
  context: AccessContext,
  identity: Identity,
  leaf: X509Certificate,
  others: readonly X509Certificate[],
): Grounds | undefined {
  const { type } = identity.authentication;
  if (type === 'certificateAuthority') return verifyAuthority(context, identity, leaf, others);
  if (type !== 'selfSigned')
    throw unauthorized(`${identity.deviceId} authenticates with a token, not with a certificate`);
  verifyThumbprint(identity, leaf);
  return undefined;
}

function verifyThumbprint(identity: Identity, leaf: X509Certificate): void {
  const { primaryThumbprint, secondaryThumbprint } = identity.authentication.x509Thumbprint;
  const shown = [leaf.fingerprint, leaf.fingerprint256].map(print => print.replaceAll(':', ''));
  const known = [primaryThumbprint, secondaryThumbprint].map(print => print?.toUpperCase());
  if (!shown.some(print => known.includes(print))) {
    throw unauthorized(`the thumbprint of the certificate is not one of ${identity.deviceId}'s`);
  }
}

function verifyAuthority(
  { state, clock }: AccessContext,
  identity: Identity,
  leaf: X509Certificate,
  others: readonly X509Certificate[],
): Grounds {
  const wanted = identity.moduleId === undefined ? identity.deviceId : `${identity.deviceId}/${identity.moduleId}`;
  if (!commonNames(leaf).includes(wanted))
    throw unauthorized(`the certificate's common name is not ${JSON.stringify(wanted)}`);
  const authorities = [...state.entries('authority')].map(
    ([key, value]): Authority => ({ kind: 'authority', key, value, certificate: new X509Certificate(value.pem) }),
  );
  const authority = authorityOf(leaf, others, authorities, clock.now());
  if (authority === undefined)
    throw unauthorized('the certificate does not lead to an authority registered with the hub');
  const { kind, key, value } = authority;
  return { kind, key, value };
}

type Authority = Grounds & { readonly certificate: X509Certificate };

function commonNames(certificate: X509Certificate): readonly string[] {
  const lines = certificate.subject.split('\n').filter(line => line.startsWith('CN='));
  // Node puts a backslash before the characters that RFC 2253 gives a meaning.
  return lines.map(line => line.slice('CN='.length).replace(/\\(.)/g, '$1'));
}

function authorityOf(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  authorities: readonly Authority[],
  now: number,
): Authority | undefined {
  let certificate = leaf;
  for (let length = 0; length < longestChain && isCurrent(certificate, now); length++) {
    const subject = certificate;
    const authority = authorities.find(one => isCurrent(one.certificate, now) && issued(one.certificate, subject));
    if (authority !== undefined) return authority;
    const issuer = others.find(other => other.ca && issued(other, subject));
    if (issuer === undefined) return undefined;
    certificate = issuer;
  }
  return undefined;
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isCurrent(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo);
}
