import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import { type Issued, issueAuthority, issueServer } from '../../../src/hub/certificates/issue.ts';
import { startBareHub } from '../../helpers/bare-hub.ts';

const now = Date.now();
const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

/** A hub, and a device's telemetry over HTTPS with a certificate or none: its status tells who is let in. */
async function hubWithSender() {
  const { rest, port, ca, close } = await startBareHub();
  onTestFinished(close);
  const send = (id: string, shown?: Issued, headers: { [name: string]: string } = {}) =>
    new Promise<number>((resolve, reject) => {
      const path = `/devices/${encodeURIComponent(id)}/messages/events?api-version=2021-04-12`;
      const certificate = shown && { cert: shown.certificate, key: shown.key };
      const to = { host: '127.0.0.1', port, ca, method: 'POST', path, headers, agent: false, ...certificate };
      const call = request(to, response => {
        response.resume();
        resolve(response.statusCode!);
      });
      call.on('error', reject);
      call.end('{}');
    });
  const create = async (deviceId: string, authentication: object) => {
    const { status, text } = await rest('PUT', `/devices/${encodeURIComponent(deviceId)}`, {
      body: { deviceId, authentication },
    });
    expect(status, text).toBe(200);
  };
  return { rest, send, create };
}

const print = (issued: Issued, kind: 'fingerprint' | 'fingerprint256') =>
  new X509Certificate(issued.certificate)[kind].replaceAll(':', '');

describe('a client certificate', () => {
  it('lets a device in by its SHA-1 or SHA-256 thumbprint, in any case', async () => {
    const { send, create } = await hubWithSender();
    const [one, other, foreign] = await Promise.all([issueAuthority(now), issueAuthority(now), issueAuthority(now)]);
    const x509Thumbprint = {
      primaryThumbprint: print(one, 'fingerprint').toLowerCase(),
      secondaryThumbprint: print(other, 'fingerprint256'),
    };
    await create('d', { type: 'selfSigned', x509Thumbprint });
    const statuses = await Promise.all([send('d', one), send('d', other), send('d', foreign), send('d')]);
    expect(statuses).toEqual([204, 204, 401, 401]);
  });

  it('lets a device in whose name a registered authority certified', async () => {
    const { rest, send, create } = await hubWithSender();
    const authority = await issueAuthority(now);
    const leaf = await issueServer(authority, ['dev#1,x'], now);
    const stranger = await issueServer(await issueAuthority(now), ['dev#1,x'], now);
    await create('dev#1,x', { type: 'certificateAuthority' });
    await create('dev2', { type: 'certificateAuthority' });
    expect(await send('dev#1,x', leaf)).toBe(401);
    const register = (pem: string) => rest('POST', '/$twin-tui/authorities', { body: { pem } });
    expect((await register(leaf.certificate)).status).toBe(400);
    expect((await register(authority.certificate)).body).toMatchObject({
      thumbprint: print(authority, 'fingerprint256'),
    });
    const statuses = await Promise.all([send('dev#1,x', leaf), send('dev#1,x', stranger), send('dev2', leaf)]);
    expect(statuses).toEqual([204, 401, 401]);
    await rest('DELETE', `/$twin-tui/authorities/${print(authority, 'fingerprint256')}`);
    expect(await send('dev#1,x', leaf)).toBe(401);
  });

  it('is no use where a token is asked for, nor a token where a certificate is', async () => {
    const { send, create } = await hubWithSender();
    const issued = await issueAuthority(now);
    await create('sas', { type: 'sas', symmetricKey: { primaryKey: key, secondaryKey: key } });
    await create('x509', { type: 'selfSigned', x509Thumbprint: { primaryThumbprint: print(issued, 'fingerprint') } });
    const token = (id: string) => ({
      Authorization: signSas({ resource: `localhost/devices/${id}`, expiry: 4102444800, key }),
    });
    expect(await Promise.all([send('sas', issued), send('x509', undefined, token('x509'))])).toEqual([401, 401]);
    expect(await Promise.all([send('sas', undefined, token('sas')), send('x509', issued)])).toEqual([204, 204]);
  });
});
