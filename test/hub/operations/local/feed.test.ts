import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signSas } from '../../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../../src/hub/hub.ts';
import type { Policy } from '../../../../src/hub/state/hub-state.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';

type Line = { readonly type: string; readonly [member: string]: unknown };

/** Reads the hub's feed as another process would; `until` resolves with all lines up to the first that fits. */
async function readFeed(
  hub: Hub,
  search = '',
  expiry = 4102444800,
  { name, primaryKey } = hub.policies.find(policy => policy.name === 'iothubowner')!,
) {
  const Authorization = signSas({ resource: hub.hostName, expiry, key: primaryKey, policy: name });
  const path = `/$twin-tui/feed?api-version=2021-04-12${search}`;
  const call = request({
    host: hub.address,
    port: hub.httpsPort,
    ca: hub.ca,
    path,
    headers: { Authorization },
    agent: false,
  });
  call.on('error', () => {});
  onTestFinished(() => void call.destroy());
  const lines: Line[] = [];
  const watchers = new Set<() => void>();
  let end: () => void = () => {};
  const ended = new Promise<void>(resolve => (end = resolve));
  await new Promise<void>(resolve => {
    call.on('response', response => {
      response.on('error', () => {});
      response.on('end', end);
      const input = createInterface({ input: response });
      input.on('error', () => {});
      input.on('line', line => {
        if (line !== '') lines.push(JSON.parse(line) as Line);
        for (const watcher of watchers) watcher();
      });
      resolve();
    });
    call.end();
  });
  const until = (fits: (line: Line) => boolean) =>
    new Promise<readonly Line[]>(resolve => {
      const look = () => {
        if (lines.some(fits)) resolve([...lines]);
      };
      watchers.add(look);
      look();
    });
  return { until, ended };
}

describe('the feed', () => {
  it('tells of identities, twins and requests in order, with sequence and time', async () => {
    const hub = await startTestHub();
    const feed = await readFeed(hub);
    const rest = restOf(hub);
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { a: 1 } } } });
    const lines = await feed.until(line => line.type === 'wire' && line.what === 'PATCH /twins/d');
    expect(lines.map(line => line.type)).toEqual(['lifecycle', 'wire', 'twin', 'wire']);
    const sequences = lines.map(line => line.sequence as number);
    expect(sequences).toEqual([...sequences].sort((one, other) => one - other));
    expect(lines.every(line => typeof line.at === 'number')).toBe(true);
    expect(lines[2]).toMatchObject({
      key: 'd',
      section: 'service',
      after: { etag: 2, desired: { values: { a: 1 }, version: 2 } },
      desiredPush: { a: 1, $version: 2 },
      cause: { by: 'service', policy: 'iothubowner' },
    });
    expect(lines[3]).toMatchObject({ protocol: 'REST', who: 'iothubowner', status: 200, version: 3 });
  });

  it('never holds a key or a token', async () => {
    const hub = await startTestHub();
    const feed = await readFeed(hub);
    const rest = restOf(hub);
    const key = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
    const symmetricKey = { primaryKey: key, secondaryKey: key };
    await rest('PUT', '/devices/d', { body: { deviceId: 'd', authentication: { symmetricKey } } });
    await rest('GET', '/devices');
    await rest('POST', '/devices', { body: [{ id: 'e', importMode: 'create', authentication: { symmetricKey } }] });
    await rest('POST', '/devices/keys/regenerate', { body: { policyKey: 'swap', devices: [{ id: 'd' }] } });
    await rest('POST', '/nothing', { body: { symmetricKey } });
    const identity = JSON.stringify({ deviceId: 'x', authentication: { symmetricKey } });
    const quoted = identity.replaceAll('"', "'");
    const cut = identity.slice(0, identity.indexOf(key) + key.length - 1);
    const bare = identity.replace(`"${key}"`, key);
    for (const body of [identity, quoted, cut, bare, JSON.stringify(identity), `{"symmetricKey":"${key}"}`]) {
      await rest('PUT', '/devices/x', { body });
    }
    for (const body of [identity, quoted, cut, bare, JSON.stringify(identity)]) await rest('PUT', '/twins/x', { body });
    await rest('DELETE', '/devices/d', { headers: { 'If-Match': '*' } });
    const text = JSON.stringify(await feed.until(line => line.what === 'DELETE /devices/d'));
    // The beginning of one is too much as well.
    expect(text).not.toContain(key.slice(0, 8));
    expect(text).not.toContain('SharedAccessSignature');
    expect(text).toContain('***');
  });

  it('leaves out the requests when only changes are asked for', async () => {
    const hub = await startTestHub();
    const feed = await readFeed(hub, '&what=changes');
    const rest = restOf(hub);
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await rest('DELETE', '/devices/d', { headers: { 'If-Match': '*' } });
    const lines = await feed.until(line => line.operation === 'delete');
    expect(lines.map(line => line.type)).toEqual(['lifecycle', 'lifecycle']);
  });

  it('ends when the token that opened it has expired', async () => {
    const hub = await startTestHub();
    const minute = 60;
    const now = Math.floor(Date.now() / 1000);
    const short = await readFeed(hub, '', now + minute);
    const long = await readFeed(hub, '', now + 3600);
    let hasEnded = false;
    void long.ended.then(() => (hasEnded = true));
    // Tokens are honoured five minutes longer than they say.
    const rest = restOf(hub);
    await rest('POST', '/$twin-tui/control', { body: { action: 'clock', advance: 6 * minute * 1000 } });
    await short.ended;
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await long.until(line => line.type === 'lifecycle');
    expect(hasEnded).toBe(false);
  });

  it('ends when the policy that opened it is deleted or may not open it any more', async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    const rights = ['RegistryRead', 'RegistryWrite', 'ServiceConnect', 'DeviceConnect'];
    const open = async (policy: string) => {
      const { body } = await rest('PUT', `/$twin-tui/policies/${policy}`, { body: { rights } });
      return readFeed(hub, '', undefined, body as Policy);
    };
    const [deleted, lowered, replaced] = [await open('deleted'), await open('lowered'), await open('replaced')];
    const kept = await readFeed(hub);
    await rest('DELETE', '/$twin-tui/policies/deleted');
    await rest('PUT', '/$twin-tui/policies/lowered', { body: { rights: ['ServiceConnect'] } });
    await rest('DELETE', '/$twin-tui/policies/replaced');
    await rest('PUT', '/$twin-tui/policies/replaced', { body: { rights } });
    await Promise.all([deleted.ended, lowered.ended, replaced.ended]);
    await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
    await kept.until(line => line.type === 'lifecycle');
  });
});
