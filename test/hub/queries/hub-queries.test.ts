import { describe, expect, it } from 'vitest';
import { noFaults } from '../../../src/hub/faults/faults.ts';
import { HubError } from '../../../src/hub/hub-error.ts';
import type { LiveChange } from '../../../src/hub/queries/live-query.ts';
import { currentTwinJson } from '../../../src/hub/twins/twin-json.ts';
import { toBareObject } from '../../../src/lib/json.ts';
import { report } from '../../helpers/report.ts';
import { SeededHub } from './seeded-hub.ts';

async function plants(count: number, options: ConstructorParameters<typeof SeededHub>[0] = {}): Promise<SeededHub> {
  const hub = new SeededHub(options);
  for (let index = 0; index < count; index++) {
    await hub.add(`dev${index}`, { plant: index % 2 === 0 ? 'Redmond43' : 'Oslo', number: index });
  }
  return hub;
}

const ids = (rows: readonly { readonly [key: string]: unknown }[]) => rows.map(row => row.deviceId);

describe('answers', () => {
  it('are whole twins, the same text as GET gives', async () => {
    const hub = await plants(3);
    await hub.twins.patch(
      'dev1',
      { desired: toBareObject({ '1': 'é"}{', metadata: { values: {} } }) },
      { cause: { by: 'hub' } },
    );
    await report(
      hub.twins,
      'dev1',
      toBareObject({ first: 1, modelId: '\u2028"', version: { values: 1 }, reported: { values: [{ a: '}' }] } }),
    );
    const page = await hub.queries.run({ text: 'SELECT * FROM devices', pageSize: undefined, continuation: undefined });
    expect(page.itemType).toBe('Twin');
    const connections = {
      activity: () => ({ connected: false, connectionStateUpdatedTime: '', lastActivityTime: '0001-01-01T00:00:00Z' }),
      connectedCount: 0,
      connectedDeviceCount: 0,
      drop: () => {},
      touch: () => {},
      dropAll: () => {},
    };
    const expected = ['dev0', 'dev1', 'dev2'].map(id =>
      currentTwinJson({ state: hub.state, connections }, { deviceId: id }, hub.state.get('twin', id)!),
    );
    expect(page.body.toString()).toBe(`[${expected.join(',')}]`);
  });

  const shapes: readonly (readonly [string, string, unknown])[] = [
    ['SELECT DeviceId, tags.plant FROM devices WHERE tags.number = 1', 'Raw', [{ deviceId: 'dev1', plant: 'Oslo' }]],
    ["SELECT tags FROM devices WHERE deviceId = 'dev2'", 'Raw', [{ tags: { plant: 'Redmond43', number: 2 } }]],
    ['SELECT COUNT() AS n FROM devices', 'Raw', [{ n: 5 }]],
    ['SELECT COUNT() FROM devices WHERE tags.number > 99', 'Raw', [{ $1: 0 }]],
    ['SELECT COUNT(), SUM(tags.number) AS s FROM devices', 'Raw', [{ $1: 5, s: 10 }]],
    [
      'SELECT tags.plant AS p, COUNT() AS n FROM devices GROUP BY tags.plant',
      'Raw',
      [
        { p: 'Oslo', n: 2 },
        { p: 'Redmond43', n: 3 },
      ],
    ],
    ["SELECT TOP 2 tags.number FROM devices WHERE tags.plant = 'Redmond43'", 'Raw', [{ number: 0 }, { number: 2 }]],
    ["SELECT deviceId FROM devices WHERE connectionState = 'Connected'", 'Raw', [{ deviceId: 'dev3' }]],
    ["SELECT tags.nothing FROM devices WHERE deviceId IN ['dev1', 'dev4', 'none']", 'Raw', [{}, {}]],
    [
      "SELECT deviceId FROM devices WHERE properties.reported.$metadata.$lastUpdated < '2024-02' AND tags.number = 4",
      'Raw',
      [{ deviceId: 'dev4' }],
    ],
    [
      "SELECT deviceEtag, etag, version, cloudToDeviceMessageCount FROM devices WHERE deviceId = 'dev0'",
      'Raw',
      [{ deviceEtag: 'Nw==', etag: 'AAAAAAAAAAE=', version: 2, cloudToDeviceMessageCount: 0 }],
    ],
    ['SELECT * FROM devices WHERE tags.plant = 5', 'Twin', []],
  ];
  it.each(shapes)('%s', async (text, itemType, expected) => {
    for (const learn of [false, true]) {
      const hub = await plants(5, { learn });
      hub.connected.add('dev3');
      const first = await hub.queries.run({ text, pageSize: undefined, continuation: undefined });
      expect(first.itemType).toBe(itemType);
      expect(JSON.parse(first.body.toString())).toEqual(expected);
      const again = await hub.queries.run({ text, pageSize: undefined, continuation: undefined });
      expect(again.body.equals(first.body)).toBe(true);
    }
  });

  it('tell modules from devices', async () => {
    const hub = await plants(2);
    await hub.add('dev1', { os: 'Linux' }, '$edgeAgent');
    await hub.add('dev0', {}, 'camera');
    expect(await hub.rows('SELECT deviceId, moduleId FROM devices.modules')).toEqual([
      { deviceId: 'dev1', moduleId: '$edgeAgent' },
      { deviceId: 'dev0', moduleId: 'camera' },
    ]);
    const text =
      "SELECT * FROM devices.modules WHERE devices.modules.moduleId = '$edgeAgent' AND deviceId IN ['dev1', 'dev0']";
    expect(await hub.rows(text)).toMatchObject([{ deviceId: 'dev1', moduleId: '$edgeAgent', tags: { os: 'Linux' } }]);
    expect(await hub.rows('SELECT COUNT() AS n FROM devices')).toEqual([{ n: 2 }]);
  });

  it('show the rows of jobs', async () => {
    const rows = [
      { deviceId: 'a', jobId: 'one', status: 'completed' },
      { deviceId: 'b', jobId: 'one', status: 'failed' },
      { deviceId: 'a', jobId: 'two', status: 'completed' },
    ];
    const hub = new SeededHub({ jobs: { rows: () => rows } });
    const text = "SELECT * FROM devices.jobs WHERE devices.jobs.deviceId = 'a' AND devices.jobs.status = 'completed'";
    expect(await hub.rows(text, 1)).toEqual([rows[0], rows[2]]);
  });
});

describe('pages', () => {
  it('hold at most 100 rows and end without a token', async () => {
    const hub = await plants(100);
    const full = await hub.queries.run({ text: 'SELECT * FROM devices', pageSize: 1000, continuation: undefined });
    expect([full.rows, full.continuation]).toEqual([100, undefined]);
    await hub.add('one-more');
    const page = await hub.queries.run({ text: 'SELECT * FROM devices', pageSize: 1000, continuation: undefined });
    expect(page.rows).toBe(100);
    const rest = await hub.queries.run({
      text: 'SELECT * FROM devices',
      pageSize: 1000,
      continuation: page.continuation,
    });
    expect([rest.rows, rest.continuation]).toEqual([1, undefined]);
  });

  it('show every twin that stays exactly once while others come, change and go', async () => {
    const hub = await plants(60);
    const seen: unknown[] = [];
    let continuation: string | undefined;
    let round = 0;
    do {
      const page = await hub.queries.run({ text: 'SELECT deviceId FROM devices', pageSize: 7, continuation });
      seen.push(...ids(JSON.parse(page.body.toString())));
      continuation = page.continuation;
      await hub.remove(`dev${round * 5}`);
      await hub.tag(`dev${59 - round}`, { round });
      await hub.add(`late${round++}`);
    } while (continuation !== undefined);
    const stayed = Array.from({ length: 60 }, (_, index) => `dev${index}`).filter(id => hub.state.get('twin', id));
    expect(seen.filter(id => stayed.includes(id as string))).toEqual(stayed);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('of groups fit together while groups come and go', async () => {
    const hub = new SeededHub();
    for (let index = 0; index < 40; index++) await hub.add(`d${index}`, { g: `g${String(index).padStart(2, '0')}` });
    const text = 'SELECT tags.g, COUNT() AS n FROM devices GROUP BY tags.g';
    const first = await hub.queries.run({ text, pageSize: 10, continuation: undefined });
    await hub.remove('d3');
    await hub.add('d99', { g: 'g04x' });
    const second = await hub.queries.run({ text, pageSize: 10, continuation: first.continuation });
    expect(JSON.parse(second.body.toString())[0]).toEqual({ g: 'g10', n: 1 });
  });

  it('count TOP over all of them', async () => {
    const hub = await plants(30);
    expect(ids(await hub.rows('SELECT TOP 12 deviceId FROM devices', 5))).toHaveLength(12);
  });

  const strange = [
    '',
    'x',
    Buffer.from('{}').toString('base64url'),
    Buffer.from('{"q":1,"e":"","a":-1}').toString('base64url'),
  ];
  it.each(strange)('refuse the token %j', async continuation => {
    const hub = await plants(1);
    const answer = hub.queries.run({ text: 'SELECT * FROM devices', pageSize: 1, continuation });
    await expect(answer).rejects.toMatchObject({ status: 400, code: 'ArgumentInvalid' });
  });

  it('refuse the token of another query and of another run of the hub', async () => {
    const [hub, other] = [await plants(3), await plants(3)];
    const text = 'SELECT * FROM devices';
    const { continuation } = await hub.queries.run({ text, pageSize: 1, continuation: undefined });
    await expect(hub.queries.run({ text: `${text} `, pageSize: 1, continuation })).rejects.toThrow('another query');
    await expect(other.queries.run({ text, pageSize: 1, continuation })).rejects.toThrow('before the hub started');
  });
});

describe('refusals', () => {
  it('say where the query is wrong, without a semicolon', async () => {
    const hub = await plants(1);
    const answer = hub.queries.run({
      text: "SELECT * FROM devices WHERE tags.a = 'x;y' 5",
      pageSize: undefined,
      continuation: undefined,
    });
    const error = await answer.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(HubError);
    expect((error as HubError).message).toMatch(/^BadRequest: .*line 1, column 44/);
    expect((error as HubError).message).not.toContain(';');
  });

  it('of a condition are the same', async () => {
    await expect((await plants(1)).queries.select('tags.a =')).rejects.toMatchObject({ status: 400 });
  });
});

describe('conditions', () => {
  it('select keys in order of creation', async () => {
    const hub = await plants(4);
    await hub.add('dev0', {}, 'camera');
    expect(await hub.queries.select("tags.plant = 'Oslo'")).toEqual(['dev1', 'dev3']);
    expect(await hub.queries.select('*')).toEqual(['dev0', 'dev1', 'dev2', 'dev3']);
    expect(await hub.queries.select("from devices.modules where deviceId = 'dev0'")).toEqual(['dev0/camera']);
  });
});

describe('the index', () => {
  it('sees twins that were there before the hub started, and all that changes while it is filled', async () => {
    const hub = await plants(50);
    const answer = hub.rows("SELECT deviceId FROM devices WHERE tags.plant = 'Here'");
    await hub.tag('dev7', { plant: 'Here' });
    await hub.remove('dev8');
    await answer;
    expect(ids(await hub.rows("SELECT deviceId FROM devices WHERE tags.plant = 'Here'"))).toEqual(['dev7']);
    expect(await hub.rows('SELECT COUNT() AS n FROM devices')).toEqual([{ n: 49 }]);
  });

  it('lags behind writes when told to, and rows show what they were selected by', async () => {
    const hub = await plants(2, { faults: { ...noFaults, indexLag: 60_000 } });
    expect(await hub.rows("SELECT * FROM devices WHERE tags.plant = 'Oslo'")).toHaveLength(1);
    await hub.tag('dev1', { plant: 'Bergen' });
    await hub.remove('dev0');
    expect(await hub.rows("SELECT * FROM devices WHERE tags.plant = 'Oslo'")).toMatchObject([
      { tags: { plant: 'Oslo' } },
    ]);
    expect(await hub.rows("SELECT * FROM devices WHERE tags.plant = 'Bergen'")).toEqual([]);
    expect(await hub.rows('SELECT COUNT() AS n FROM devices')).toEqual([{ n: 2 }]);
  });

  it('answers from columns what it answered by scanning', async () => {
    const hub = await plants(20, { learn: true });
    const text = "SELECT deviceId FROM devices WHERE tags.number >= 5 AND STARTSWITH(tags.plant, 'Red')";
    const scanned = await hub.queries.explain(text);
    expect(scanned).toMatchObject({ access: 'scan', rowsFound: 7, rowsLookedAt: 20 });
    await expect.poll(async () => (await hub.queries.explain(text)).access).toBe('columns');
    expect(ids(await hub.rows(text))).toEqual(['dev6', 'dev8', 'dev10', 'dev12', 'dev14', 'dev16', 'dev18']);
    expect(await hub.queries.explain("SELECT * FROM devices WHERE deviceId = 'dev3'")).toMatchObject({
      access: 'look-up',
      rowsLookedAt: 1,
    });
    expect(await hub.queries.explain('SELECT COUNT() FROM devices')).toMatchObject({
      access: 'counts',
      rowsLookedAt: 0,
    });
  });
});

describe('a query that is followed', () => {
  it('tells which twins enter, change and leave', async () => {
    const hub = await plants(4);
    const changes: LiveChange[] = [];
    const live = await hub.queries.watch("SELECT * FROM devices WHERE tags.plant = 'Oslo'", change =>
      changes.push(change),
    );
    expect([...live.keys]).toEqual(['dev1', 'dev3']);
    await hub.tag('dev0', { plant: 'Oslo' });
    await hub.tag('dev1', { colour: 'red' });
    await hub.tag('dev3', { plant: null });
    await hub.tag('dev2', { colour: 'red' });
    await hub.remove('dev1');
    live.close();
    await hub.add('dev9', { plant: 'Oslo' });
    expect(changes).toEqual([
      { key: 'dev0', change: 'entered' },
      { key: 'dev1', change: 'changed' },
      { key: 'dev3', change: 'left' },
      { key: 'dev1', change: 'left' },
    ]);
  });
});
