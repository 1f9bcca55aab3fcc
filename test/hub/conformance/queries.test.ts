import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../helpers/hub.ts';
import { type Rest, restOf } from '../../helpers/rest.ts';

const tags: { readonly [deviceId: string]: object } = {
  a: { n: 1, s: 'x', site: 'A', Flag: true },
  b: { n: 5, s: '5', site: 'B' },
  c: { s: 'y' },
};

async function seeded(): Promise<Rest> {
  const rest = restOf(await startTestHub());
  for (const [id, value] of Object.entries(tags)) {
    await rest('PUT', `/devices/${id}`, { body: { deviceId: id } });
    await rest('PATCH', `/twins/${id}`, { body: { tags: value } });
  }
  return rest;
}

const query = (rest: Rest, text: string, headers: { [name: string]: string } = {}) =>
  rest('POST', '/devices/query', { body: { query: text }, headers });

type Example = readonly [text: string, rows: readonly unknown[]];
const where = (condition: string, ...ids: string[]): Example => [
  `SELECT deviceId FROM devices WHERE ${condition}`,
  ids.map(deviceId => ({ deviceId })),
];

/** What the service does not document, as this hub decided it; and what it does. hub-reference 5, 10.1 to 10.4. */
const decisions: readonly { readonly name: string; readonly examples: readonly Example[] }[] = [
  {
    name: 'an alias-less COUNT is named $1, and counts nothing as 0',
    examples: [
      ['SELECT COUNT() FROM devices', [{ $1: 3 }]],
      ["SELECT COUNT() AS n FROM devices WHERE deviceId = 'z'", [{ n: 0 }]],
    ],
  },
  {
    name: 'rows without a value form a group without the key',
    examples: [
      [
        'SELECT tags.site, COUNT() AS n FROM devices GROUP BY tags.site',
        [{ n: 1 }, { site: 'A', n: 1 }, { site: 'B', n: 1 }],
      ],
    ],
  },
  {
    name: 'the last of two equal keys counts, and undefined leaves its key out',
    examples: [['SELECT tags.s, tags.n AS s FROM devices', [{ s: 1 }, { s: 5 }, {}]]],
  },
  { name: 'TOP is honoured', examples: [['SELECT TOP 1 deviceId FROM devices', [{ deviceId: 'a' }]]] },
  {
    name: 'keys of users match exactly first, then in any case',
    examples: [where("tags.SITE = 'A'", 'a'), where('tags.flag = true', 'a')],
  },
  {
    name: 'a missing value compares with nothing, not even by !=',
    examples: [
      where('tags.n != 1', 'b'),
      where('NOT tags.n = 1', 'b'),
      where('tags.n NIN [1]', 'b'),
      where('NOT IS_DEFINED(tags.n)', 'c'),
    ],
  },
  { name: 'values of different types compare as undefined', examples: [where('tags.s = 5'), where('tags = tags')] },
  { name: '= null does not find what is missing', examples: [where('tags.z = null'), where('IS_NULL(tags.n)')] },
  { name: 'a condition is true or it is not', examples: [where('tags.Flag', 'a'), where('tags.s')] },
  {
    name: 'strings compare by their characters and do not add up',
    examples: [where("tags.s < 'y'", 'a', 'b'), where("tags.s + 'a' = 'xa'")],
  },
  {
    name: 'aggregates skip what is no number',
    examples: [['SELECT AVG(tags.n) AS a, MAX(tags.s) AS b, SUM(tags.n) AS c FROM devices', [{ a: 3, c: 6 }]]],
  },
  {
    name: 'system members match in any case and answer in theirs',
    examples: [["SELECT DeviceId, STATUS FROM devices WHERE DEVICEID = 'a'", [{ deviceId: 'a', status: 'enabled' }]]],
  },
  {
    name: 'STARTSWITH, ENDSWITH and the type tests work on twins',
    examples: [where("STARTSWITH(tags.s, 'x') OR ENDSWITH(tags.s, 'y') OR IS_NUMBER(tags.n)", 'a', 'b', 'c')],
  },
];

describe('queries over the wire', () => {
  for (const { name, examples } of decisions) {
    it(name, async () => {
      const rest = await seeded();
      for (const [text, rows] of examples) {
        const answer = await query(rest, text);
        expect([answer.status, answer.headers['x-ms-item-type']], text).toEqual([200, 'Raw']);
        expect(answer.body, text).toEqual(rows);
      }
    });
  }

  it('projected sections include $metadata and $version', async () => {
    const { body } = await query(await seeded(), "SELECT properties.desired FROM devices WHERE deviceId = 'a'");
    expect(body).toEqual([{ desired: { $metadata: { $lastUpdated: expect.any(String) }, $version: 1 } }]);
  });

  it('what twins have no word for is 400', async () => {
    const rest = await seeded();
    const refused = [
      "SELECT * FROM devices WHERE CONTAINS(tags.s, 'x')",
      "SELECT * FROM devices WHERE STARTS_WITH(tags.s, 'x')",
      "SELECT * FROM devices WHERE LOWER(tags.s) = 'x'",
      'SELECT * FROM devices ORDER BY deviceId',
      'SELECT DISTINCT deviceId FROM devices',
      "SELECT * FROM devices WHERE tags.s LIKE 'x%'",
      'SELECT deviceId FROM devices.jobs',
      'SELECT COUNT() AS n FROM devices.jobs',
    ];
    for (const text of refused) {
      const { status, code } = await query(rest, text);
      expect([status, code], text).toEqual([400, 'ArgumentInvalid']);
    }
  });

  it('item types are Twin, Raw and DeviceJob, and only a page before the last has a token', async () => {
    const rest = await seeded();
    const types = async (text: string) => (await query(rest, text)).headers['x-ms-item-type'];
    expect(await types('SELECT * FROM devices')).toBe('Twin');
    expect(await types('SELECT * FROM devices.modules')).toBe('Twin');
    expect(await types('SELECT * FROM devices.jobs')).toBe('DeviceJob');
    const first = await query(rest, 'SELECT deviceId FROM devices', { 'x-ms-max-item-count': '2' });
    const token = String(first.headers['x-ms-continuation']);
    const paged = { 'x-ms-max-item-count': '2', 'x-ms-continuation': token };
    const last = await query(rest, 'SELECT deviceId FROM devices', paged);
    expect([last.body, 'x-ms-continuation' in last.headers]).toEqual([[{ deviceId: 'c' }], false]);
  });

  it('a page size below 1 and a token of another query are 400', async () => {
    const rest = await seeded();
    const none = await query(rest, 'SELECT * FROM devices', { 'x-ms-max-item-count': '0' });
    const foreign = await query(rest, 'SELECT * FROM devices', { 'x-ms-continuation': 'nonsense' });
    expect([none.status, foreign.status]).toEqual([400, 400]);
  });

  it('a query of more than 8192 characters is 412', async () => {
    const { status, code } = await query(await seeded(), `SELECT * FROM devices${' '.repeat(8192)}`);
    expect([status, code]).toEqual([412, 'PreconditionFailed']);
  });
});
