import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { signSas } from '../../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../../src/hub/hub.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';

const plant = "SELECT * FROM devices WHERE tags.plant = 'Oslo'";

async function hubWithPlants() {
  const hub = await startTestHub();
  const rest = restOf(hub);
  for (const [id, tags] of Object.entries({
    a: { plant: 'Oslo', floor: 3 },
    b: { plant: 'Oslo' },
    c: { plant: 'Bergen' },
  })) {
    await rest('PUT', `/devices/${id}`, { body: { deviceId: id } });
    await rest('PATCH', `/twins/${id}`, { body: { tags } });
  }
  return { hub, rest };
}

/** The lines of a query that is followed, one call of `next` after the other. */
async function follow(hub: Hub, query: string) {
  const { name, primaryKey } = hub.policies.find(policy => policy.name === 'iothubowner')!;
  const Authorization = signSas({ resource: hub.hostName, expiry: 4102444800, key: primaryKey, policy: name });
  const path = `/$twin-tui/watch?api-version=2021-04-12&query=${encodeURIComponent(query)}`;
  const to = { host: hub.address, port: hub.httpsPort, ca: hub.ca, path, headers: { Authorization }, agent: false };
  const call = request(to);
  call.on('error', () => {});
  onTestFinished(() => void call.destroy());
  const lines = await new Promise<AsyncIterator<string>>(resolve => {
    call.on('response', response => resolve(createInterface({ input: response })[Symbol.asyncIterator]()));
    call.end();
  });
  return { next: async () => JSON.parse((await lines.next()).value as string) as unknown };
}

it('a query is explained', async () => {
  const { rest } = await hubWithPlants();
  const { body } = await rest('POST', '/$twin-tui/explain', { body: { query: plant } });
  expect(body).toMatchObject({
    access: 'scan',
    paths: [{ path: 'tags.plant', by: 'rows' }],
    rowsInTable: 3,
    rowsLookedAt: 3,
    rowsFound: 2,
  });
  expect(await rest('POST', '/$twin-tui/explain', { body: { query: 'SELECT' } })).toMatchObject({ status: 400 });
});

it('paths and values of the twins are told with counts', async () => {
  const { rest } = await hubWithPlants();
  const { paths } = (await rest('GET', '/$twin-tui/catalogue')).body as { paths: readonly object[] };
  expect(paths).toContainEqual({
    segments: ['tags', 'plant'],
    count: 3,
    type: 'string',
    values: [
      { value: 'Oslo', count: 2 },
      { value: 'Bergen', count: 1 },
    ],
  });
  expect(paths).toContainEqual({
    segments: ['tags', 'floor'],
    count: 1,
    type: 'number',
    values: [{ value: 3, count: 1 }],
  });
});

it('rows of a query that is followed come and go', async () => {
  const { hub, rest } = await hubWithPlants();
  const live = await follow(hub, plant);
  expect(await live.next()).toEqual({ began: 2 });
  await rest('PATCH', '/twins/c', { body: { tags: { plant: 'Oslo' } } });
  expect(await live.next()).toEqual({ key: 'c', change: 'entered' });
  await rest('DELETE', '/devices/a', { headers: { 'If-Match': '*' } });
  expect(await live.next()).toEqual({ key: 'a', change: 'left' });
});
