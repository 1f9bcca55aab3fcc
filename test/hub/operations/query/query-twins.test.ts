import { expect, it, vi } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';

it('a query is paged by a token that the last page does not carry', async () => {
  const rest = restOf(await startTestHub());
  const ids = Array.from({ length: 5 }, (_, index) => `d${index}`);
  await rest('POST', '/devices', { body: ids.map(id => ({ id, importMode: 'create' })) });
  const body = { query: 'SELECT deviceId FROM devices' };
  const seen: unknown[] = [];
  const pages: number[] = [];
  let headers: { [name: string]: string } = { 'x-ms-max-item-count': '2' };
  for (;;) {
    const page = await rest('POST', '/devices/query', { body, headers });
    expect(page.status, page.text).toBe(200);
    const rows = page.body as { deviceId: string }[];
    pages.push(rows.length);
    seen.push(...rows.map(({ deviceId }) => deviceId));
    const token = page.headers['x-ms-continuation'];
    if (token === undefined) break;
    headers = { ...headers, 'x-ms-continuation': String(token) };
  }
  expect(seen).toEqual(ids);
  expect(pages).toEqual([2, 2, 1]);
});

it('a row is the twin as GET gives it, whatever its properties are called', async () => {
  const rest = restOf(await startTestHub());
  await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
  // JSON puts `1` before all other names, and `metadata` is what the hub calls what it keeps beside the values.
  const desired = { x: { y: 1, metadata: 1 }, metadata: { 1: {} }, values: {}, reported: { values: {} } };
  const written = [desired, { ...desired, 1: true }, { ...desired, 1: { 2: {}, x: {}, metadata: {} } }];
  for (const properties of written.map(values => ({ desired: values }))) {
    await rest('PUT', '/twins/d', { body: { properties } });
    const twin = await rest('GET', '/twins/d');
    const page = await rest('POST', '/devices/query', { body: { query: 'SELECT * FROM devices' } });
    expect(page.text).toBe(`[${twin.text}]`);
  }
});

it.each([0, 100])('rows come in order of creation, of an id that is used again too, %d ms behind', async indexLag => {
  const rest = restOf(await startTestHub({ faults: { indexLag } }));
  const create = (id: string) => rest('PUT', `/devices/${id}`, { body: { deviceId: id } });
  const rowsOf = async (path: string, body?: object) => {
    const answer = await rest(body === undefined ? 'GET' : 'POST', path, { body });
    return (answer.body as { deviceId: string }[]).map(({ deviceId }) => deviceId);
  };
  const query = { query: 'SELECT * FROM devices' };
  const remove = (id: string) => rest('DELETE', `/devices/${id}`, { headers: { 'If-Match': '*' } });
  for (const id of ['a', 'b', 'c', 'd']) await create(id);
  await remove('b');
  await create('b');
  await vi.waitFor(async () => expect(await rowsOf('/devices/query', query)).toEqual(['a', 'c', 'd', 'b']));
  await remove('a');
  await create('e');
  await create('a');
  await vi.waitFor(async () => expect(await rowsOf('/devices/query', query)).toEqual(['c', 'd', 'b', 'e', 'a']));
  expect(await rowsOf('/devices')).toEqual(['c', 'd', 'b', 'e', 'a']);
});

it('a twin that is written all the time is shown as far behind as the index is', async () => {
  const rest = restOf(await startTestHub({ faults: { indexLag: 200 } }));
  const write = (n: number) => rest('PATCH', '/twins/d', { body: { tags: { n } } });
  const query = { query: 'SELECT tags.n FROM devices' };
  await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
  const began = performance.now();
  const seen: number[] = [];
  for (let n = 1; new Set(seen).size < 5 && performance.now() - began < 4_000; n++) {
    await write(n);
    const rows = (await rest('POST', '/devices/query', { body: query })).body as { n?: number }[];
    for (const row of rows) if (row.n !== undefined) seen.push(row.n);
    expect(seen.at(-1) ?? 0).toBeLessThanOrEqual(n);
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
});
