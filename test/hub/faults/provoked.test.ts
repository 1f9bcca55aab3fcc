import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTestHub } from '../../helpers/hub.ts';
import { type Rest, restOf } from '../../helpers/rest.ts';

const control = (rest: Rest, command: object) => rest('POST', '/$twin-tui/control', { body: command });

describe('provoked on purpose', () => {
  it('throttling answers 429 with its code and text, no Retry-After, and closes the connection', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'S1' } }));
    for (let call = 0; call < 20; call++) expect((await rest('GET', '/configurations')).status).toBe(200);
    const { status, code, body, headers } = await rest('GET', '/configurations');
    expect([status, code]).toEqual([429, 'ThrottlingBacklogTimeout']);
    expect((body as { Message: string }).Message).toBe(
      'ErrorCode:ThrottlingBacklogTimeout;The request has been throttled. Wait 10 seconds and try again. ' +
        'Operation type: ConfigurationRead',
    );
    expect([headers['retry-after'], headers.connection]).toEqual([undefined, 'close']);
  });

  it('throttling ends when it is turned off', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'F1' } }));
    for (let call = 0; call < 21; call++) await rest('GET', '/configurations');
    expect((await rest('GET', '/configurations')).status).toBe(429);
    await control(rest, { action: 'throttle', tier: 'off' });
    expect((await rest('GET', '/configurations')).status).toBe(200);
  });

  it('latency delays every answer but that of the control command', async () => {
    const rest = restOf(await startTestHub());
    await control(rest, { action: 'latency', milliseconds: 200 });
    const began = performance.now();
    await rest('GET', '/configurations');
    const answered = performance.now();
    await control(rest, { action: 'latency', milliseconds: 0 });
    expect(answered - began).toBeGreaterThanOrEqual(195);
    expect(performance.now() - answered).toBeLessThan(195);
  });

  it('a broken disk refuses writes, keeps nothing of them, and serves reads', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'twin-tui-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const rest = restOf(await startTestHub({ dataDir }));
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await control(rest, { action: 'disk', broken: true });
    const refused = await rest('PATCH', '/twins/d', { body: { tags: { a: 1 } } });
    expect([500, 503]).toContain(refused.status);
    expect((await rest('GET', '/twins/d')).body).toMatchObject({ etag: 'AAAAAAAAAAE=', version: 2 });
    await control(rest, { action: 'disk', broken: false });
    expect((await rest('PATCH', '/twins/d', { body: { tags: { a: 1 } } })).body).toMatchObject({
      etag: 'AAAAAAAAAAI=',
    });
  });

  it('a fixed clock stamps what is written', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const rest = restOf(await startTestHub({ fixedTime: now }));
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await control(rest, { action: 'clock', advance: 1000 });
    const { body } = await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    const at = new Date(now + 1000).toISOString().replace('Z', '0000Z');
    expect(body).toMatchObject({
      properties: { desired: { $metadata: { $lastUpdated: at, a: { $lastUpdated: at } } } },
    });
  });
});
