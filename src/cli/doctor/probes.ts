import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { connect } from 'node:tls';

export type Place = { readonly host: string; readonly port: number; readonly ca: string | undefined };

/** Milliseconds. */
const patience = 10_000;

/** The address behind a host name. */
export async function probeName(host: string): Promise<string> {
  return (await lookup(host)).address;
}

/** Whose certificate a port answers with, its chain verified. */
export function probeTls({ host, port, ca }: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? '' : host;
    const socket = connect({ host, port, servername, ...(ca !== undefined && { ca }) }, () => {
      const { subject, issuer } = socket.getPeerCertificate();
      socket.destroy();
      resolve(`the certificate of ${subject?.CN ?? 'no name'}, issued by ${issuer?.CN ?? issuer?.O ?? 'no name'}`);
    });
    socket.setTimeout(patience, () => socket.destroy(new Error(`no answer within ${patience / 1000} s`)));
    socket.on('error', reject);
  });
}

/** The hub's clock, in milliseconds since the epoch, from the Date header that comes with any answer. */
export function probeDate({ host, port, ca }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = request({ host, port, path: '/', agent: false, ...(ca !== undefined && { ca }) }, response => {
      response.resume();
      const date = Date.parse(response.headers.date ?? '');
      if (Number.isNaN(date)) reject(new Error('the answer has no date'));
      else resolve(date);
    });
    probe.setTimeout(patience, () => probe.destroy(new Error(`no answer within ${patience / 1000} s`)));
    probe.on('error', reject);
    probe.end();
  });
}
