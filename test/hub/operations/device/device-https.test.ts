import { describe, expect, it } from 'vitest';
import { signSas } from '../../../../src/hub/access/sas-signature.ts';
import type { HubEventRecord } from '../../../../src/hub/feed.ts';
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
