import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../esbuild.bundle.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { type Ended, ended, startNode } from '../helpers/cli.ts';

/** As it is published: many processes are started here, and sources take seconds to load. */
const folder = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const output = join(folder, 'dist');
const dataDir = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const local = ['--local', '--data-dir', dataDir];
let hub: Hub;

const start = (parameters: readonly string[]) => startNode([join(output, 'main.js'), ...parameters]);
function run(parameters: readonly string[], stdin = ''): Promise<Ended> {
  const child = start(parameters);
  child.stdin?.end(stdin);
  return ended(child);
}

beforeAll(async () => {
  await bundle(output);
  copyFileSync(resolve(import.meta.dirname, '../../package.json'), join(folder, 'package.json'));
  hub = await startHub({ dataDir });
  for (const id of ['dev1', 'dev2']) expect((await run(['device', 'create', id, ...local])).code).toBe(0);
  const configuration = '{"content":{"deviceContent":{"properties.desired.a":1}},"targetCondition":"tags.x = 1"}';
  expect((await run(['configuration', 'create', 'c1', configuration, ...local])).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await hub.stop();
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
});

type Row = readonly [words: string, ...rest: readonly string[]];
const split = ([words, ...rest]: Row): string[] => [...words.split(' '), ...rest];

async function expectFailure(row: Row, code: number, stderr: RegExp, options: readonly string[] = local) {
  const end = await run([...split(row), ...options]);
  expect(end).toMatchObject({ code, stdout: '' });
  expect(end.stderr).toMatch(stderr);
  expect(end.stderr).not.toMatch(/\n\s+at |SharedAccessKey=[A-Za-z0-9+/]{8}/);
}

const broken = '{"tags":\n {"a" 1}}';
const takingJson: readonly Row[] = [
  ['twin patch dev1', broken],
  ['twin replace dev1', broken],
  ['method invoke dev1 m', broken],
  ['job create --where * --patch', broken],
  ['job create --where * --method m --payload', broken],
  ['configuration create c2', broken],
  ['configuration update c1', broken],
];
const ofOneDevice: readonly Row[] = [
  ['twin show none'],
  ['twin patch none', '{"tags":{"a":1}}'],
  ['twin replace none', '{"tags":{"a":1}}'],
  ['twin watch none'],
  ['twin wait none --where', 'tags.a = 1'],
  ['device delete none'],
  ['device enable none'],
  ['device disable none'],
  ['device connection-string none'],
  ['method invoke none m'],
];
const withEtag: readonly Row[] = [
  ['twin patch dev1', '{"tags":{"a":1}}', '--if-match', 'AAAAAAAAAAk='],
  ['twin replace dev1', '{"tags":{"a":1}}', '--if-match', 'AAAAAAAAAAk='],
  [
    'configuration update c1',
    '{"content":{"deviceContent":{"properties.desired.a":1}},"targetCondition":"tags.x = 1"}',
    '--if-match',
    'OTk=',
  ],
  ['configuration delete c1', '--if-match', 'OTk='],
];
const overNetwork: readonly Row[] = [
  ['query', 'SELECT * FROM devices'],
  ['twin show dev1'],
  ['twin patch dev1', '{"tags":{"a":1}}'],
  ['twin replace dev1', '{"tags":{"a":1}}'],
  ['twin watch dev1'],
  ['twin wait dev1 --where', 'tags.never = 1'],
  ['device list'],
  ['device create dev9'],
  ['device delete dev2'],
  ['device disable dev2'],
  ['device connection-string dev2'],
  ['method invoke dev1 m'],
  ['job create --where * --method m'],
  ['job list'],
  ['job show j1'],
  ['job cancel j1'],
  ['configuration list'],
  ['configuration show c1'],
  ['configuration delete c1'],
];
const named = (rows: readonly Row[]) => rows.map(row => ({ name: row[0], row }));

describe('each command, when things go wrong', () => {
  it.each(named(takingJson))('$name tells where JSON is broken', async ({ row }) => {
    await expectFailure(row, 2, /is not JSON at line 2, column 7: expected ':', found "1"\nQuote it for the shell/);
  });

  it.each(named(ofOneDevice))('$name says that there is no such device', async ({ row }) => {
    await expectFailure(row, 1, /no such device.*\nList the devices with: twin-tui device list\n$/);
  });

  it.each(named(withEtag))('$name exits 4 when someone else was first', async ({ row }) => {
    await expectFailure(row, 4, /someone else changed it first.*\nRead the twin again/);
  });

  it.each(named(overNetwork))('$name exits 5 when the hub throttles', async ({ row }) => {
    hub.control.apply({ action: 'exhaust', on: true });
    try {
      await expectFailure(row, 5, /the hub is throttling.*\nWait some seconds/);
    } finally {
      hub.control.apply({ action: 'exhaust', on: false });
    }
  });

  it.each(named(overNetwork))('$name exits 3 when there is no network', async ({ row }) => {
    const nowhere = 'HostName=hub.invalid;SharedAccessKeyName=owner;SharedAccessKey=a2V5a2V5a2V5a2V5a2V5a2V5';
    await expectFailure(row, 3, /cannot reach the hub.*\n.*doctor/, ['--connection-string', nowhere]);
  });

  it.each(
    named([['device delete dev1'], ['job create --where * --method m'], ['configuration delete c1']]),
  )('$name does nothing with --read-only', async ({ row }) => {
    await expectFailure(row, 3, /read-only/, [...local, '--read-only']);
  });

  it.each(
    named([['query', 'SELECT * FROM devices'], ['hub export'], ['twin watch dev1'], ['hub --conformance']]),
  )('$name is quiet when its reader has gone', async ({ row }) => {
    const child = start([...split(row), ...(row[0].startsWith('hub') ? local.slice(1) : local)]);
    child.stdout?.destroy();
    const end = ended(child);
    if (row[0] === 'twin watch dev1') child.stdin?.end();
    const { code, stderr } = await end;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(
    named([['twin watch dev1'], ['twin wait dev1 --where', 'tags.never = 1']]),
  )('$name exits 130 when it is interrupted', async ({ row }) => {
    const child = start([...split(row), ...local]);
    const end = ended(child);
    await connectedTo(hub);
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stderr: expect.stringContaining('interrupted') });
  });
});

/** Resolves when the hub has been asked for a twin. */
function connectedTo({ feed }: Hub): Promise<void> {
  return new Promise(done => {
    const stop = feed.subscribe(event => {
      if (event.type !== 'wire' || !event.what.includes('/twins/')) return;
      stop();
      done();
    });
  });
}
