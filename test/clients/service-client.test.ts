import { describe, expect, it } from 'vitest';
import { ClientError } from '../../src/clients/client-error.ts';
import { parseServiceString } from '../../src/clients/connection-string.ts';
import { ServiceClient } from '../../src/clients/service-client.ts';
import { WriteGuard } from '../../src/clients/write-guard.ts';
import type { JsonObject } from '../../src/lib/json.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';

async function start() {
  const hub = await startTestHub();
  const { service } = connectTo(hub);
  await service.identities.create({ deviceId: 'dev1' });
  return { hub, service };
}

const trouble = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof ClientError ? error.trouble : String(error)),
  );

describe('the service client', () => {
  it('reads, patches and replaces twins', async () => {
    const { service } = await start();
    const patched = await service.twins.patch({ deviceId: 'dev1' }, { tags: { plant: 'Redmond43', n: 1 } });
    expect(patched.tags).toEqual({ plant: 'Redmond43', n: 1 });
    const content = { tags: { n: 2 }, properties: { desired: { interval: 5 } } };
    const replaced = await service.twins.replace({ deviceId: 'dev1' }, content, patched.etag);
    expect(replaced.tags).toEqual({ n: 2 });
    expect(replaced.properties.desired).toMatchObject({ interval: 5, $version: 2 });
    expect(await service.twins.get({ deviceId: 'dev1' })).toEqual(replaced);
  });

  it('does not overwrite what someone else changed', async () => {
    const { service } = await start();
    const { etag } = await service.twins.get({ deviceId: 'dev1' });
    await service.twins.patch({ deviceId: 'dev1' }, { tags: { a: 1 } }, etag);
    expect(await trouble(service.twins.patch({ deviceId: 'dev1' }, { tags: { a: 2 } }, etag))).toBe('conflict');
    expect(await trouble(service.twins.replace({ deviceId: 'dev1' }, { tags: {} }, etag))).toBe('conflict');
  });

  it('says of a device that is not there that it is not there', async () => {
    const { service } = await start();
    expect(await trouble(service.twins.get({ deviceId: 'none' }))).toBe('device-not-found');
    expect(await trouble(service.identities.get({ deviceId: 'none' }))).toBe('device-not-found');
    expect(await trouble(service.invokeMethod({ deviceId: 'none' }, { name: 'm' }))).toBe('device-not-found');
    expect(await trouble(service.identities.create({ deviceId: 'dev1' }))).toBe('already-exists');
  });

  it('says of a query that is too long that the hub refused it, and of no change by others', async () => {
    const { service } = await start();
    const text = `SELECT * FROM devices WHERE tags.a = '${'x'.repeat(10_000)}'`;
    const refusal = {
      trouble: 'invalid',
      exitCode: 1,
      message: expect.stringMatching(/^the hub refused.*limit is 8192$/),
    };
    await expect(service.query(text).next()).rejects.toMatchObject(refusal);
  });

  it('keeps every key of a twin, those included that the SDK drops', async () => {
    const { service } = await start();
    const tags = JSON.parse('{"__proto__":{"a":1},"constructor":"x","toString":2}') as JsonObject;
    const patched = await service.twins.patch({ deviceId: 'dev1' }, { tags });
    expect(Object.keys(patched.tags!).sort()).toEqual(['__proto__', 'constructor', 'toString']);
    const { value } = await service.query('SELECT tags FROM devices').next();
    expect(JSON.stringify(value!.rows[0]!.tags)).toBe(JSON.stringify(patched.tags));
  });

  it('decodes characters that fall on the edge of a chunk', async () => {
    const { service } = await start();
    const text = '深圳é'.repeat(300);
    const tags = { a: text, b: text, c: text };
    await service.twins.patch({ deviceId: 'dev1' }, { properties: { desired: tags } });
    for (let id = 0; id < 40; id++) {
      await service.identities.create({ deviceId: `d${id}` });
      await service.twins.patch({ deviceId: `d${id}` }, { properties: { desired: tags } });
    }
    const { value } = await service.query('SELECT * FROM devices').next();
    expect(value!.rows).toHaveLength(41);
    expect(JSON.stringify(value!.rows)).not.toContain('\ufffd');
  });

  it('enables and disables a device without changing its keys', async () => {
    const { service } = await start();
    const before = await service.identities.get({ deviceId: 'dev1' });
    const after = await service.identities.setStatus('dev1', 'disabled', 'service work');
    expect(after).toMatchObject({ status: 'disabled', statusReason: 'service work' });
    expect(after.authentication).toEqual(before.authentication);
  });

  it('makes, lists and deletes modules', async () => {
    const { service } = await start();
    await service.identities.create({ deviceId: 'dev1', moduleId: 'm1' });
    const twin = await service.twins.patch({ deviceId: 'dev1', moduleId: 'm1' }, { tags: { a: 1 } });
    expect(twin).toMatchObject({ deviceId: 'dev1', moduleId: 'm1', tags: { a: 1 } });
    expect((await service.identities.modules('dev1')).map(({ moduleId }) => moduleId)).toEqual(['m1']);
    await service.identities.delete({ deviceId: 'dev1', moduleId: 'm1' });
    expect(await service.identities.modules('dev1')).toEqual([]);
  });

  it('pages through a query, and goes on from a continuation', async () => {
    const { service } = await start();
    for (let id = 0; id < 6; id++) await service.identities.create({ deviceId: `d${id}` });
    const sizes: number[] = [];
    let continuation: string | undefined;
    for await (const page of service.query('SELECT deviceId FROM devices', { pageSize: 3 })) {
      sizes.push(page.rows.length);
      continuation ??= page.continuation;
    }
    expect(sizes).toEqual([3, 3, 1]);
    const rest: unknown[] = [];
    for await (const page of service.query('SELECT deviceId FROM devices', { pageSize: 3, continuation })) {
      rest.push(...page.rows);
    }
    expect(rest).toHaveLength(4);
  });

  it('ends a query that was cancelled', async () => {
    const { service } = await start();
    const controller = new AbortController();
    const pages = service.query('SELECT * FROM devices', { signal: controller.signal });
    const first = pages.next();
    controller.abort();
    expect(await trouble(first)).toBe('closed');
  });

  it('refuses a query in the words of the hub', async () => {
    const { service } = await start();
    expect(await trouble(service.query('SELECT FROM devices').next())).toBe('invalid');
  });

  it('is told apart from someone with a wrong key', async () => {
    const { hub } = await start();
    const credentials = parseServiceString(hub.serviceConnectionString, 'the test');
    const key = Buffer.alloc(32, 7).toString('base64');
    const endpoint = { address: hub.address, port: hub.httpsPort, ca: hub.ca };
    const stranger = new ServiceClient({ credentials: { ...credentials, key }, endpoint });
    const error = await stranger.twins.get({ deviceId: 'dev1' }).catch((failure: unknown) => failure as ClientError);
    stranger.close();
    expect(error).toMatchObject({ trouble: 'unauthorized', exitCode: 3 });
  });

  it('changes nothing while it is locked', async () => {
    const hub = await startTestHub();
    const guard = new WriteGuard({ locked: true, permanent: false });
    const { service } = connectTo(hub, { guard });
    expect(() => service.identities.create({ deviceId: 'a' })).toThrow(/read-only/);
    guard.unlock();
    await expect(service.identities.create({ deviceId: 'a' })).resolves.toMatchObject({ deviceId: 'a' });
  });

  it('says that a hub which is gone cannot be reached', async () => {
    const { hub, service } = await start();
    await hub.stop();
    expect(await trouble(service.twins.get({ deviceId: 'dev1' }))).toBe('unreachable');
  });
});
