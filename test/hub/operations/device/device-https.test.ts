import { describe, expect, it, vi } from 'vitest';
import { signSas } from '../../../../src/hub/access/sas-signature.ts';
import type { HubEventRecord } from '../../../../src/hub/feed.ts';
import vectors from '../../../fixtures/rest/sas-vectors.json' with { type: 'json' };
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';

const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const expiry = 4102444800;

describe('a device over HTTPS', () => {
  it('sends telemetry with its own token', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    const authentication = { type: 'sas', symmetricKey: { primaryKey: key, secondaryKey: key } };
    await rest('PUT', '/devices/d', { body: { deviceId: 'd', authentication } });
    const seen: HubEventRecord[] = [];
    hub.feed.subscribe(event => seen.push(event), 'changes');
    const headers = {
      Authorization: signSas({ resource: 'localhost/devices/d', expiry, key }),
      'iothub-app-room': '7',
    };
    const sent = await rest('POST', '/devices/d/messages/events', { headers, body: { t: 21 } });
    expect(sent).toMatchObject({ status: 204, text: '' });
    expect(seen).toMatchObject([{ type: 'telemetry', key: 'd', bytes: 8, properties: { room: '7' } }]);
    expect((await rest('GET', '/devices/d/messages/deviceBound', { headers })).status).toBe(204);
  });

  it('is let in by a token with either case of escapes and any order of fields', async () => {
    const rest = restOf(await startTestHub());
    const symmetricKey = { primaryKey: vectors.key, secondaryKey: key };
    await rest('PUT', '/devices/dev1', { body: { deviceId: 'dev1', authentication: { symmetricKey } } });
    const statuses: number[] = [];
    for (const { sr, sig } of vectors.tokens) {
      for (const fields of [`sr=${sr}&sig=${sig}&se=${vectors.expiry}`, `sig=${sig}&se=${vectors.expiry}&sr=${sr}`]) {
        const headers = { Authorization: `SharedAccessSignature ${fields}` };
        statuses.push((await rest('POST', '/devices/dev1/messages/events', { headers, body: {} })).status);
      }
    }
    expect(statuses).toEqual([204, 204, 204, 204, 204, 204]);
    // The same resource with other escapes is another text, of which this is not the signature.
    const [upper, lower] = vectors.tokens;
    const mixed = `SharedAccessSignature sr=${lower!.sr}&sig=${upper!.sig}&se=${vectors.expiry}`;
    const answer = await rest('POST', '/devices/dev1/messages/events', { headers: { Authorization: mixed }, body: {} });
    expect(answer.status).toBe(401);
  });

  it('moves its last activity with each message', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    const device = restOf(hub, 'device');
    const seen = async () => {
      const { body } = await rest('GET', '/twins/d');
      return (body as { lastActivityTime: string }).lastActivityTime;
    };
    expect(await seen()).toBe('0001-01-01T00:00:00Z');
    const before = new Date().toISOString();
    expect((await device('POST', '/devices/d/messages/events', { body: {} })).status).toBe(204);
    const first = await seen();
    expect(first >= before).toBe(true);
    expect((await rest('GET', '/devices/d')).body).toMatchObject({
      lastActivityTime: first,
      connectionState: 'Disconnected',
    });
    await vi.waitFor(async () => {
      await device('POST', '/devices/d/messages/events', { body: {} });
      expect((await seen()) > first).toBe(true);
    });
    const last = await seen();
    await rest('PATCH', '/twins/d', { body: { tags: { a: 1 } } });
    expect(await seen()).toBe(last);
  });

  it('is refused with the token of another, without the right, or when it is disabled', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    const symmetricKey = { primaryKey: key, secondaryKey: key };
    await rest('PUT', '/devices/d', { body: { deviceId: 'd', authentication: { symmetricKey } } });
    await rest('PUT', '/devices/other', { body: { deviceId: 'other' } });
    const own = { Authorization: signSas({ resource: 'localhost/devices/d', expiry, key }) };
    const send = (id: string, headers?: typeof own, client = rest) =>
      client('POST', `/devices/${id}/messages/events`, { body: {}, ...(headers && { headers }) });
    expect((await send('other', own)).status).toBe(401);
    expect((await send('d', undefined, restOf(hub, 'service'))).status).toBe(401);
    expect((await send('d', undefined, restOf(hub, 'device'))).status).toBe(204);
    expect((await send('d', own)).status).toBe(204);
    await rest('PUT', '/devices/d', {
      headers: { 'If-Match': '*' },
      body: { deviceId: 'd', status: 'disabled', authentication: { symmetricKey } },
    });
    expect(await send('d', own)).toMatchObject({ status: 401, code: 'IotHubUnauthorizedAccess' });
    expect((await send('nobody', own)).status).toBe(401);
  });

  it('may send 256 KB, and has no endpoints for modules or twins', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub, 'device');
    await restOf(hub)('PUT', '/devices/d', { body: { deviceId: 'd' } });
    const body = 'x'.repeat(256 * 1024);
    expect((await rest('POST', '/devices/d/messages/events', { body })).status).toBe(204);
    const larger = await rest('POST', '/devices/d/messages/events', { body: `${body}x` });
    expect(larger).toMatchObject({ status: 413, code: 'MessageTooLarge' });
    expect((await rest('POST', '/devices/d/modules/m/messages/events', { body: {} })).status).toBe(404);
  });
});
