import { X509Certificate } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCertificates, temporaryCertificates } from '../../../src/hub/certificates/certificates.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';

const day = 24 * 3_600_000;
const hosts = ['localhost', '127.0.0.1', '::1'];

describe('the certificates of a data directory', () => {
  it('are made once, for the hosts alone, on P-256, and readable by their owner only', async () => {
    const directory = temporaryDirectory();
    const made = await loadCertificates(directory, hosts, Date.now());
    const [server, authority] = [new X509Certificate(made.cert), new X509Certificate(made.ca)];
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect(server.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(server.checkHost('example.org')).toBeUndefined();
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(await loadCertificates(directory, hosts, Date.now())).toEqual(made);
  });

  it('are renewed under the same authority when they are about to end or a host is missing', async () => {
    const directory = temporaryDirectory();
    const now = Date.now();
    const first = await loadCertificates(directory, hosts, now);
    expect((await loadCertificates(directory, hosts, now + 300 * day)).cert).toBe(first.cert);
    const later = await loadCertificates(directory, hosts, now + 380 * day);
    expect(later.cert).not.toBe(first.cert);
    const wider = await loadCertificates(directory, ['hub.test', ...hosts], now + 380 * day);
    expect(new X509Certificate(wider.cert).checkHost('hub.test')).toBe('hub.test');
    expect([later.ca, wider.ca]).toEqual([first.ca, first.ca]);
  });

  it('are made anew when a file cannot be read or the key is not theirs', async () => {
    const directory = temporaryDirectory();
    const [first, other] = await Promise.all(
      [directory, temporaryDirectory()].map(path => loadCertificates(path, hosts, Date.now())),
    );
    writeFileSync(join(directory, 'server-key.pem'), other!.key);
    const second = await loadCertificates(directory, hosts, Date.now());
    expect([second.ca === first!.ca, second.cert === first!.cert]).toEqual([true, false]);
    writeFileSync(join(directory, 'ca.pem'), 'nothing');
    const third = await loadCertificates(directory, hosts, Date.now());
    expect(new X509Certificate(third.cert).verify(new X509Certificate(third.ca).publicKey)).toBe(true);
  });
});

it('shares temporary certificates among the hubs of a process', async () => {
  const made = await Promise.all([1, 2].map(() => temporaryCertificates(hosts, Date.now())));
  expect(made[0]).toBe(made[1]);
});
