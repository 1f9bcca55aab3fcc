import { describe, expect, it, onTestFinished } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';
import { type JsonValue, startHub, type TestHub, type TestHubOptions } from '../../src/hub/public.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { rawDevice } from '../helpers/raw-mqtt.ts';

const hours = 3_600_000;

async function testHub(options?: TestHubOptions): Promise<TestHub> {
  const hub = await startHub(options);
  onTestFinished(() => hub.stop());
  return hub;
}

async function linesOf(hub: TestHub): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of hub.export()) lines.push(line);
  return lines;
}

describe('the clock of a hub in a test', () => {
  it.each([
    ['advanced by two hours', (hub: TestHub) => hub.clock.advance(2 * hours)],
    ['advanced by a century', (hub: TestHub) => hub.clock.advance(100 * 365 * 24 * hours)],
    ['fixed in the past', (hub: TestHub) => hub.clock.fix(new Date('2001-02-03T04:05:06Z'))],
    ['fixed in the far future', (hub: TestHub) => hub.clock.fix(new Date('2999-02-03T04:05:06Z'))],
  ])('%s leaves the hub open to its own test', async (_name, move) => {
    const hub = await testHub();
    move(hub);
    await hub.createDevice('dev1', { tags: { a: 1 } });
    expect(await hub.request('GET', '/twins/dev1')).toMatchObject({ tags: { a: 1 } });
    hub.clock.release();
    expect(Math.abs(hub.clock.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('stands still where it is fixed, goes on as it is told, and dates what is written', async () => {
    const fixedTime = new Date('2024-01-31T12:00:00Z');
    const hub = await testHub({ fixedTime });
    expect(hub.clock.now()).toEqual(fixedTime);
    hub.clock.advance(1_500);
    expect(hub.clock.now()).toEqual(new Date('2024-01-31T12:00:01.500Z'));
    await hub.createDevice('dev1', { desired: { a: 1 } });
    const twin = await hub.request('GET', '/twins/dev1');
    expect(twin).toMatchObject({
      properties: { desired: { $metadata: { a: { $lastUpdated: expect.stringMatching(/^2024-01-31T12:00:01\.5/) } } } },
    });
  });

  it.each([
    ['to no date', (hub: TestHub) => hub.clock.fix(new Date('noon'))],
    ['beyond all dates', (hub: TestHub) => hub.clock.advance(1e300)],
    ['by no number', (hub: TestHub) => hub.clock.advance(Number.NaN)],
  ])('is not moved %s, and the hub answers as before', async (_name, move) => {
    const hub = await testHub({ fixedTime: new Date('2024-01-31T12:00:00Z') });
    expect(() => move(hub)).toThrow('the clock cannot stand at');
    expect(hub.clock.now()).toEqual(new Date('2024-01-31T12:00:00Z'));
    await expect(hub.request('GET', '/twins/none')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('can be released by hub control though it is far ahead', async () => {
    const hub = await testHub();
    hub.clock.advance(1_000 * hours);
    const body = { action: 'clock', release: true };
    expect(await hub.request('POST', '/$twin-tui/control', body)).toMatchObject({ clock: { fixed: false } });
  });
});

describe('the identities of a hub in a test', () => {
  it('are devices and modules with the twin they begin with, and strings that connect', async () => {
    const hub = await testHub();
    const string = await hub.createDevice('dev1', { tags: { plant: 'Zurich' }, desired: { interval: 10 } });
    const module = await hub.createModule('dev1', 'mod1', { desired: { level: 2 } });
    expect([string, module]).toEqual([hub.deviceConnectionString('dev1'), hub.deviceConnectionString('dev1', 'mod1')]);
    expect(module).toContain('ModuleId=mod1');
    expect(await hub.request('GET', '/twins/dev1')).toMatchObject({
      tags: { plant: 'Zurich' },
      properties: { desired: { interval: 10 } },
    });
    expect(await hub.request('GET', '/twins/dev1/modules/mod1')).toMatchObject({
      properties: { desired: { level: 2 } },
    });
    expect(hub.deviceConnectionString('none')).toBeUndefined();
  });

  it('that are there, or are refused, reject with the status', async () => {
    const hub = await testHub();
    await hub.createDevice('dev1');
    await expect(hub.request('GET', '/twins/none')).rejects.toMatchObject({ statusCode: 404 });
    await expect(hub.createDevice('a b')).rejects.toMatchObject({ statusCode: 400 });
    await expect(hub.createDevice('dev1')).rejects.toMatchObject({ statusCode: 409 });
    await expect(hub.createModule('none', 'mod1')).rejects.toMatchObject({ statusCode: 401 });
  });
});

describe('a call of a hub in a test', () => {
  it('resolves with null where the answer has no body', async () => {
    const hub = await testHub();
    expect(await hub.request('DELETE', '/$twin-tui/policies/device')).toBeNull();
  });
});

describe('the export of a hub in a test', () => {
  it('begins another one, and is refused where it is no export', async () => {
    const hub = await testHub();
    const string = await hub.createDevice('dev1', { tags: { plant: 'Zurich' } });
    await hub.createModule('dev1', 'mod1');
    const lines = await linesOf(hub);
    const copy = await testHub({ importFrom: lines });
    expect(await linesOf(copy)).toEqual(lines);
    expect(copy.deviceConnectionString('dev1')?.split(';')[2]).toBe(string.split(';')[2]);
    await expect(startHub({ importFrom: ['{}'] })).rejects.toThrow('Nothing was imported: line 1');
  });

  it('is what a data directory has after a restart', async () => {
    const dataDir = temporaryDirectory();
    const first = await startHub({ dataDir, seed: 'a' });
    await first.createDevice('dev1');
    const lines = await linesOf(first);
    await first.stop();
    expect(await linesOf(await testHub({ dataDir }))).toEqual(lines);
  });
});

describe('the faults of a hub in a test', () => {
  it('break the disk and mend it, and nothing of what was refused is there', async () => {
    for (const options of [{}, { dataDir: temporaryDirectory() }]) {
      const hub = await testHub(options);
      await hub.createDevice('dev1');
      hub.faults.disk('broken');
      const patch = { tags: { a: 1 } };
      await expect(hub.request('PATCH', '/twins/dev1', patch)).rejects.toMatchObject({ statusCode: 500 });
      hub.faults.disk('ok');
      expect(await hub.request('GET', '/twins/dev1')).not.toHaveProperty('tags.a');
      expect(await hub.request('PATCH', '/twins/dev1', patch)).toMatchObject(patch);
    }
  });

  it('drop one connection, or all', async () => {
    const hub = await testHub();
    const ids = ['dev1', 'dev2', 'dev3'];
    for (const id of ids) await hub.createDevice(id);
    const [one, two, three] = await Promise.all(
      ids.map(async id => (await rawDevice(hub as unknown as Hub, id)).device),
    );
    hub.faults.drop('nobody');
    hub.faults.drop('dev1');
    await one!.end();
    expect([two!.closed, three!.closed]).toEqual([false, false]);
    hub.faults.drop();
    await Promise.all([two!.end(), three!.end()]);
  });

  it.each<readonly [string, (hub: TestHub) => void, string]>([
    ['an unknown tier', hub => hub.faults.throttle('S9' as never), 'tier must be one of F1, S1, S2, S3, off'],
    ['no units', hub => hub.faults.throttle('S1', 0), 'units must be a whole number from 1 to 200'],
    ['a flag that is none', hub => hub.faults.exhaust('on' as never), 'on must be true or false'],
    ['a wait that is none', hub => hub.faults.latency(Number.NaN), 'milliseconds must be a whole number'],
    ['a lag below zero', hub => hub.faults.indexLag(-1), 'milliseconds must be a whole number'],
    ['a module of no device', hub => hub.faults.drop(undefined, 'mod1'), 'deviceId must be a text'],
    ['an unknown state of the disk', hub => hub.faults.disk('full' as never), 'broken must be true or false'],
  ])('refuse %s and leave the hub as it was', async (_name, provoke, message) => {
    const hub = await testHub();
    const status = () => hub.request('POST', '/$twin-tui/control', { action: 'status' });
    const { clock: _before, ...before } = (await status()) as { [member: string]: JsonValue };
    expect(() => provoke(hub)).toThrow(message);
    expect(await status()).toMatchObject(before);
  });

  it('throttle, exhaust, delay and lag', async () => {
    const hub = await testHub();
    await hub.createDevice('dev1');
    hub.faults.exhaust(true);
    await expect(hub.request('GET', '/twins/dev1')).rejects.toMatchObject({ statusCode: 429 });
    hub.faults.exhaust(false);
    hub.faults.latency(300);
    const begun = performance.now();
    await hub.request('GET', '/twins/dev1');
    expect(performance.now() - begun).toBeGreaterThan(290);
    hub.faults.latency(0);
    hub.faults.indexLag(60_000);
    await hub.createDevice('dev2');
    const query = { query: 'SELECT deviceId FROM devices' };
    expect(await hub.request('POST', '/devices/query', query)).toEqual([{ deviceId: 'dev1' }]);
    hub.faults.indexLag(0);
    hub.faults.throttle('F1');
    expect(await hub.request('POST', '/$twin-tui/control', { action: 'status' })).toMatchObject({
      tier: 'F1',
      units: 1,
    });
    hub.faults.throttle('off');
  });
});
