import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
// The library wants the metadata polyfill to be there first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** A certificate with its private key, both PEM. */
export type Issued = { readonly certificate: string; readonly key: string };

const day = 24 * 3_600_000;
/** Clients whose clock is behind still find the certificate valid. */
const backdating = day;
const authorityLife = 3650 * day;
/** The longest life that the stricter trust stores accept of a server's certificate. */
const serverLife = 397 * day;

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signature = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A certificate authority that signs for one hub. `now` in milliseconds since the epoch. */
export async function issueAuthority(now: number): Promise<Issued> {
  const keys = await generateKeys();
  // Authorities of two data directories may lie in one trust store: their names must differ.
  const mark = Buffer.from(webcrypto.getRandomValues(new Uint8Array(4))).toString('hex');
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=twin-tui local authority ${mark}`,
    notBefore: new Date(now - backdating),
    notAfter: new Date(now + authorityLife),
    signingAlgorithm: signature,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return issued(certificate, keys);
}

/** A server certificate for these host names and addresses; clients find them in its subjectAltName. */
export async function issueServer(authority: Issued, hosts: readonly string[], now: number): Promise<Issued> {
  const keys = await generateKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [hosts[0]!] }],
    issuer: issuer.subject,
    notBefore: new Date(now - backdating),
    notAfter: new Date(Math.min(now + serverLife, issuer.notAfter.getTime())),
    signingAlgorithm: signature,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map(generalName)),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return issued(certificate, keys);
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, curve, false, ['sign']);
}

async function issued(certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Issued> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g)!;
  const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
  return { certificate: `${certificate.toString('pem').trim()}\n`, key };
}

function generalName(host: string): x509.JsonGeneralName {
  return { type: isIP(host) === 0 ? 'dns' : 'ip', value: host };
}
