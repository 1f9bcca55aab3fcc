import { describe, expect, it, vi } from 'vitest';
import type { HubEventRecord } from '../../../../src/hub/feed.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { type Rest, restOf } from '../../../helpers/rest.ts';
import { serviceSdk } from '../../../helpers/service-sdk.ts';

const content = (channel: string) => ({ deviceContent: { 'properties.desired.fw': { channel } } });

type Twin = {
  etag: string;
  configurations?: { [id: string]: { status: string } };
  properties: { desired: { [name: string]: unknown; $version: number } };
};
type SystemMetrics = { results: object; queries: { targetedCount: string; appliedCount: string } };
const twinOf = async (rest: Rest, id: string) => (await rest('GET', `/twins/${id}`)).body as Twin;

/** Resolves when the condition holds for the twin; evaluation comes shortly after a change, not with it. */
const twinWith = (rest: Rest, id: string, expected: object) =>
  vi.waitFor(
    async () => {
      const twin = await twinOf(rest, id);
      expect(twin).toMatchObject(expected);
      return twin;
    },
    { timeout: 10_000, interval: 20 },
  );

async function hubWith(tags: { [deviceId: string]: object }) {
  const hub = await startTestHub();
  const rest = restOf(hub);
  for (const [id, value] of Object.entries(tags)) {
    await rest('PUT', `/devices/${id}`, { body: { deviceId: id } });
    await rest('PATCH', `/twins/${id}`, { body: { tags: value } });
  }
  return { hub, rest };
}

const put = (rest: Rest, id: string, body: object) => rest('PUT', `/configurations/${id}`, { body: { id, ...body } });

describe("the SDK's configuration calls", () => {
  it('add, get, list, update and remove', async () => {
    const hub = await startTestHub();
    const { registry } = serviceSdk(hub);
    const added = await registry.addConfiguration({ id: 'c1', content: content('a'), targetCondition: '*' } as never);
    expect(added.responseBody).toMatchObject({ id: 'c1', schemaVersion: '1.0', etag: 'MQ==' });
    const { responseBody: got } = await registry.getConfiguration('c1');
    const updated = await registry.updateConfiguration({ ...got, priority: 7 } as never);
    expect(updated.responseBody).toMatchObject({ priority: 7, etag: 'Mg==' });
    await expect(registry.updateConfiguration(got as never)).rejects.toThrow(/precondition/i);
    await registry.updateConfiguration(got as never, true);
    expect((await registry.getConfigurations()).responseBody).toMatchObject([{ id: 'c1', etag: 'Mw==' }]);
    await registry.removeConfiguration('c1');
    await expect(registry.getConfiguration('c1')).rejects.toThrow();
  });

  it('apply content to an edge device', async () => {
    const hub = await startTestHub();
    const { registry } = serviceSdk(hub);
    await registry.create({ deviceId: 'edge', capabilities: { iotEdge: true } } as never);
    const modules = { $edgeAgent: { 'properties.desired': { a: 1 } } };
    await registry.applyConfigurationContentOnDevice('edge', { modulesContent: modules } as never);
    const { responseBody } = await registry.getModuleTwin('edge', '$edgeAgent');
    expect(responseBody.properties.desired.a).toBe(1);
  });
});

describe('automatic configurations', () => {
  it('reach a device that the query index shows late', async () => {
    const { rest } = await hubWith({});
    await put(rest, 'fw', { content: content('stable'), targetCondition: '*' });
    await rest('POST', '/$twin-tui/control', { body: { action: 'index-lag', milliseconds: 300 } });
    await rest('PUT', '/devices/late', { body: { deviceId: 'late' } });
    await twinWith(rest, 'late', { configurations: { fw: { status: 'Applied' } } });
  });

  it('no longer count a device that was deleted', async () => {
    const { rest } = await hubWith({ one: {}, two: {} });
    await put(rest, 'fw', { content: content('stable'), targetCondition: '*' });
    const targeted = (count: number) =>
      vi.waitFor(
        async () => {
          const { body } = await rest('GET', '/configurations/fw');
          expect(body).toMatchObject({ systemMetrics: { results: { targetedCount: count } } });
        },
        { timeout: 10_000, interval: 20 },
      );
    await targeted(2);
    await rest('DELETE', '/devices/two', { headers: { 'If-Match': '*' } });
    await targeted(1);
  });

  it('are applied to the twins of their target, which says so, and told with their cause', async () => {
    const { hub, rest } = await hubWith({ eu: { region: 'eu' }, us: { region: 'us' } });
    const events: HubEventRecord[] = [];
    hub.feed.subscribe(event => events.push(event));
    await put(rest, 'fw', { content: content('stable'), targetCondition: "tags.region = 'eu'" });
    const twin = await twinWith(rest, 'eu', { configurations: { fw: { status: 'Applied' } } });
    expect(twin.properties.desired).toMatchObject({ fw: { channel: 'stable' }, $version: 2 });
    const other = await twinOf(rest, 'us');
    expect([other.configurations, other.properties.desired.$version]).toEqual([undefined, 1]);
    const change = events.find(event => event.type === 'twin' && event.key === 'eu');
    expect(change).toMatchObject({
      cause: { by: 'configuration', id: 'fw' },
      desiredPush: { fw: { channel: 'stable' }, $version: 2 },
    });
  });

  it('count in their metrics what they target, what they were applied to, and what their own queries find', async () => {
    const { rest } = await hubWith({ a: { on: true }, b: { on: true }, c: {} });
    const metrics = { queries: { on: 'SELECT deviceId FROM devices WHERE tags.on = true' } };
    await put(rest, 'low', { content: content('a'), targetCondition: '*', priority: 1, metrics });
    await put(rest, 'high', { content: content('b'), targetCondition: "deviceId = 'a'", priority: 2 });
    await vi.waitFor(
      async () => {
        const { body } = await rest('GET', '/configurations/low');
        expect(body).toMatchObject({
          systemMetrics: { results: { targetedCount: 3, appliedCount: 2 } },
          metrics: { results: { on: 2 } },
        });
      },
      { timeout: 10_000, interval: 20 },
    );
    expect((await twinOf(rest, 'a')).configurations).toEqual({
      high: { status: 'Applied' },
      low: { status: 'Targeted' },
    });
  });

  it('follow a twin that enters and leaves their target, and take their settings along', async () => {
    const { rest } = await hubWith({ d: { ring: 1 } });
    await put(rest, 'fw', { content: content('beta'), targetCondition: 'tags.ring = 0' });
    await rest('PATCH', '/twins/d', { body: { tags: { ring: 0 }, properties: { desired: { fw: { pinned: true } } } } });
    const inside = await twinWith(rest, 'd', { configurations: { fw: { status: 'Applied' } } });
    expect(inside.properties.desired.fw).toEqual({ pinned: true, channel: 'beta' });
    await rest('PATCH', '/twins/d', { body: { tags: { ring: 1 } } });
    const outside = await vi.waitFor(async () => {
      const twin = await twinOf(rest, 'd');
      expect(twin.configurations).toBeUndefined();
      return twin;
    });
    expect(outside.properties.desired.fw).toEqual({ pinned: true });
  });

  it('reach a device that is created later', async () => {
    const { rest } = await hubWith({});
    await put(rest, 'all', { content: content('stable'), targetCondition: '*' });
    await rest('PUT', '/devices/new', { body: { deviceId: 'new' } });
    await twinWith(rest, 'new', { properties: { desired: { fw: { channel: 'stable' } } } });
  });

  it('leave what they wrote when they are deleted', async () => {
    const { rest } = await hubWith({ d: {} });
    await put(rest, 'fw', { content: content('stable'), targetCondition: '*' });
    await twinWith(rest, 'd', { configurations: { fw: { status: 'Applied' } } });
    await rest('DELETE', '/configurations/fw');
    const twin = await vi.waitFor(async () => {
      const now = await twinOf(rest, 'd');
      expect(now.configurations).toBeUndefined();
      return now;
    });
    expect(twin.properties.desired).toMatchObject({ fw: { channel: 'stable' }, $version: 2 });
  });

  it('reach modules with a condition over modules', async () => {
    const { rest } = await hubWith({ d: {} });
    await rest('PUT', '/devices/d/modules/m', { body: { deviceId: 'd', moduleId: 'm' } });
    const moduleContent = { 'properties.desired.level': 3 };
    const targetCondition = "FROM devices.modules WHERE moduleId = 'm'";
    expect((await put(rest, 'mods', { content: { moduleContent }, targetCondition })).status).toBe(200);
    await twinWith(rest, 'd/modules/m', {
      properties: { desired: { level: 3 } },
      configurations: { mods: { status: 'Applied' } },
    });
  });

  it('deploy to the modules of edge devices, whose agent carries the status', async () => {
    const { rest } = await hubWith({ leaf: {} });
    await rest('PUT', '/devices/edge', { body: { deviceId: 'edge', capabilities: { iotEdge: true } } });
    const modulesContent = { $edgeAgent: { 'properties.desired.a': 1 }, $edgeHub: { 'properties.desired.b': 2 } };
    await put(rest, 'deploy', { content: { modulesContent }, targetCondition: '*' });
    await twinWith(rest, 'edge/modules/$edgeAgent', { configurations: { deploy: { status: 'Applied' } } });
    await twinWith(rest, 'edge/modules/$edgeHub', { properties: { desired: { b: 2 } } });
    await vi.waitFor(async () => {
      const { body } = await rest('GET', '/configurations/deploy');
      expect(body).toMatchObject({ systemMetrics: { results: { targetedCount: 1, reportedSuccessfulCount: 0 } } });
    });
  });

  const kinds = {
    deviceContent: { 'properties.desired.a': 1 },
    moduleContent: { 'properties.desired.a': 1 },
    modulesContent: { $edgeAgent: { 'properties.desired.a': 1 } },
  };
  const conditions: readonly (readonly [keyof typeof kinds, string, number])[] = [
    ['deviceContent', ' * ', 2],
    ['deviceContent', 'tags.on = true OR tags.on = false', 1],
    ['deviceContent', 'from devices where tags.on = true', 1],
    ['deviceContent', '', 0],
    ['deviceContent', 'from devices.modules where tags.on = true', 0],
    ['moduleContent', "\nFROM devices.modules\nWHERE moduleId = 'm' ", 1],
    ['moduleContent', 'from devices.modules', 3],
    ['moduleContent', '*', 0],
    ['moduleContent', '', 0],
    ['modulesContent', ' * ', 1],
    ['modulesContent', 'tags.on = true OR tags.on = false', 0],
    ['modulesContent', '', 0],
  ];
  // As `az iot hub configuration show-metric` does.
  it.each(
    conditions,
  )('show with %s and the condition %j what a client finds by the queries they name', async (...of) => {
    const [kind, targetCondition, targetedCount] = of;
    const { rest } = await hubWith({ d: { on: true } });
    await rest('PUT', '/devices/d/modules/m', { body: { deviceId: 'd', moduleId: 'm' } });
    await rest('PUT', '/devices/edge', { body: { deviceId: 'edge', capabilities: { iotEdge: true } } });
    expect((await put(rest, 'c', { content: { [kind]: kinds[kind] }, targetCondition })).status).toBe(200);
    const { queries } = await vi.waitFor(async () => {
      const { systemMetrics } = (await rest('GET', '/configurations/c')).body as { systemMetrics: SystemMetrics };
      expect(systemMetrics.results).toMatchObject({ targetedCount, appliedCount: targetedCount });
      return systemMetrics;
    });
    for (const query of [queries.targetedCount, queries.appliedCount]) {
      const { body, text } = await rest('POST', '/devices/query', { body: { query } });
      expect(body, `${query}: ${text}`).toHaveLength(targetedCount);
    }
  });

  it('leave the etag of a twin alone when only their statuses change', async () => {
    const { rest } = await hubWith({ d: {} });
    await put(rest, 'high', { content: content('a'), targetCondition: '*', priority: 2 });
    const before = await twinWith(rest, 'd', { configurations: { high: { status: 'Applied' } } });
    await put(rest, 'low', { content: content('b'), targetCondition: '*', priority: 1 });
    const after = await twinWith(rest, 'd', { configurations: { low: { status: 'Targeted' } } });
    expect([after.etag, after.properties.desired.$version]).toEqual([before.etag, before.properties.desired.$version]);
  });

  it('leave a twin that cannot take their content targeted, and write nothing to it', async () => {
    const { rest } = await hubWith({ full: {}, free: {} });
    const kilobytes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x'.repeat(1000)]));
    await rest('PATCH', '/twins/full', { body: { properties: { desired: { old: kilobytes(30) } } } });
    await put(rest, 'big', {
      content: { deviceContent: { 'properties.desired.new': kilobytes(5) } },
      targetCondition: '*',
    });
    await twinWith(rest, 'free', { configurations: { big: { status: 'Applied' } } });
    const twin = await twinWith(rest, 'full', { configurations: { big: { status: 'Targeted' } } });
    expect([twin.properties.desired.new, twin.properties.desired.$version]).toEqual([undefined, 2]);
  });
});

describe('a hub', () => {
  const edge = { modulesContent: { $edgeAgent: { 'properties.desired.a': 1 } } };

  it('holds 100 configurations', async () => {
    const rest = restOf(await startTestHub());
    for (let index = 0; index < 100; index++) await put(rest, `c${index}`, { content: edge });
    const refused = await put(rest, 'one-more', { content: edge });
    expect([refused.status, refused.code]).toEqual([413, 'ConfigurationCountLimitExceeded']);
    await rest('DELETE', '/configurations/c7');
    expect((await put(rest, 'one-more', { content: edge })).status).toBe(200);
  });

  it('that is free holds 20, of them 10 that deploy to edge devices', async () => {
    const rest = restOf(await startTestHub({ faults: { tier: 'F1' } }));
    for (let index = 0; index < 10; index++) await put(rest, `edge-${index}`, { content: edge });
    const refused = await put(rest, 'edge-10', { content: edge });
    expect([refused.status, refused.code]).toEqual([413, 'ConfigurationCountLimitExceeded']);
    expect(refused.text).toContain('10 deployments to edge devices');
    expect((await put(rest, 'other', { content: content('a') })).status).toBe(200);
  });
});
