import { lookup } from 'node:dns/promises';
import type { Agent } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';

export type Place = {
  readonly host: string;
  readonly port: number;
  readonly ca: string | undefined;
  /** Through a proxy; HTTPS alone knows one. */
  readonly agent?: Agent | undefined;
  /** Ends a probe that is under way. */
  readonly signal?: AbortSignal | undefined;
};

/** Whose certificate a port answers with, and who has issued it. */
export type Certificate = { readonly subject: string; readonly issuer: string };

/** Milliseconds. */
const patience = 10_000;
const impatient = () => new Error(`no answer within ${patience / 1000} s`);

/** The address behind a host name. */
export async function probeName(host: string): Promise<string> {
  return (await lookup(host)).address;
}

/** The certificate of a port, its chain verified unless only its issuer is asked for. */
export function probeTls({ host, port, ca, signal }: Place, rejectUnauthorized = true): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? '' : host;
    const socket = connect({ host, port, servername, rejectUnauthorized, ...(ca !== undefined && { ca }) }, () => {
      const certificate = socket.getPeerCertificate();
      socket.destroy();
      resolve(certificateOf(certificate));
    });
    socket.setTimeout(patience, () => socket.destroy(impatient()));
    socket.on('error', reject);
    signal?.addEventListener('abort', () => socket.destroy(signal.reason), { once: true });
  });
}

/**
 * The certificate of an HTTPS port, and the hub's clock in milliseconds since the epoch from the Date header that comes
 * with any answer. `rejectUnauthorized` as above: the request has no token in it.
 */
export function probeHttps(
  { host, port, ca, agent, signal }: Place,
  rejectUnauthorized = true,
): Promise<{ readonly certificate: Certificate; readonly clock: number | undefined }> {
  return new Promise((resolve, reject) => {
    const tls = { rejectUnauthorized, ...(ca !== undefined && { ca }), ...(!isIP(host) && { servername: host }) };
    const probe = request({ host, port, path: '/', agent: agent ?? false, ...tls }, response => {
      const certificate = certificateOf((response.socket as TLSSocket).getPeerCertificate());
      const date = Date.parse(response.headers.date ?? '');
      response.resume();
      probe.destroy();
      resolve({ certificate, clock: Number.isNaN(date) ? undefined : date });
    });
    // The request's own timeout would not do: it begins only once a proxy has given a socket.
    const timer = setTimeout(() => probe.destroy(impatient()), patience);
    probe.on('close', () => clearTimeout(timer)).on('error', reject);
    signal?.addEventListener('abort', () => probe.destroy(signal.reason), { once: true });
    probe.end();
  });
}

function certificateOf({ subject, issuer }: PeerCertificate): Certificate {
  const issued = [issuer?.O, issuer?.CN].flat().filter(Boolean).join(', ');
  return { subject: [subject?.CN].flat()[0] ?? 'no name', issuer: issued || 'no name' };
}
