import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';
import { startHub } from '../../src/hub/hub.ts';
import { runCli, startCli } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

const dataDir = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
let hub: Hub;
const local = ['--local', '--data-dir', dataDir];

beforeAll(async () => {
  hub = await startHub({ dataDir });
  await runCli(['device', 'create', 'dev1', ...local]);
  await runCli(['device', 'create', 'dev2', ...local]);
});
afterAll(async () => {
  await hub.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Case = readonly [name: string, parameters: readonly string[], code: number, stderr: RegExp, stdin?: string];

const wrongUsage: readonly Case[] = [
  ['an unknown option', ['--nope'], 2, /unknown option '--nope'/],
  ['an unknown command', ['twinn'], 2, /unknown command 'twinn'\n\(Did you mean twin\?\)/],
  ['a command with a word that is alike', ['devices', 'list'], 2, /\(Did you mean device\?\)/],
  ['a word of other tools', ['job', 'ls'], 2, /unknown command 'ls'\n\(Did you mean list\?\)/],
  ['a command that nothing is like', ['twin', 'ls'], 2, /'ls'\nThere is show, patch, replace, watch, wait\./],
  ['a collection that is none', ['query', 'SELECT * FROM device', '--ephemeral'], 2, /\nDid you mean devices\?\n$/],
  [
    'a section outside properties',
    ['twin', 'patch', 'dev1', '{"desired":{"a":1}}', '--ephemeral'],
    2,
    /desired belongs inside properties\n.*\{"properties":\{"desired":\{…\}\}\}/,
  ],
  ['no terminal', [], 2, /needs a terminal; without one use: .*query/],
  ['a query without text', ['query'], 2, /missing required argument 'sql'/],
  ['an unknown format', ['query', 'SELECT * FROM devices', '--format', 'xml'], 2, /Allowed choices are table, json/],
  ['a page of no rows', ['query', 'SELECT * FROM devices', '--page-size', '0'], 2, /whole number from 1/],
  ['a port that is none', ['hub', '--mqtt-port', '70000'], 2, /from 0 to 65535/],
  ['a time that is none', ['hub', '--fixed-time', 'noon'], 2, /a time in the years 1 to 9999/],
  ['a time that no clock shows', ['hub', '--fixed-time', '+200000-01-01T00:00:00Z'], 2, /years 1 to 9999/],
  ['a hub with a connection string', ['hub', '--connection-string', 'x'], 2, /has no meaning here/],
  ['a patch that is not JSON', ['twin', 'patch', 'dev1', '{"a"', ...local], 2, /not JSON at line 1, column 5/],
  ['a patch that is no object', ['twin', 'patch', 'dev1', '[]', ...local], 2, /must be a JSON object, found an array/],
  [
    'a patch of what a service cannot write',
    ['twin', 'patch', 'dev1', '{"properties":{"reported":{}}}', ...local],
    2,
    /cannot write "properties.reported"/,
  ],
  ['a broken patch on stdin', ['twin', 'patch', 'dev1', ...local], 2, /line 2, column 1/, '{\n'],
  [
    'an empty word for an id',
    ['configuration', 'show', '', ...local],
    2,
    /argument 'id'\. Expected a text, found none: a var/,
  ],
  ['an empty module', ['device', 'delete', 'dev1', '--module', '', ...local], 2, /'--module <id>'.*Expected a text/],
  ['an empty etag', ['twin', 'patch', 'dev1', '{}', '--if-match', '', ...local], 2, /'--if-match <etag>'.*Expected a/],
  ['an empty data directory', ['device', 'list', '--data-dir='], 2, /'--data-dir <dir>'.*Expected a text/],
  ['help on a command that there is not', ['help', 'nope'], 2, /^Usage: twin-tui /],
  ['a wait without a condition', ['twin', 'wait', 'dev1', ...local], 2, /required option '--where/],
];

const failures: readonly Case[] = [
  ['an unknown device', ['twin', 'show', 'none', ...local], 1, /no such device.*\n.*device list/],
  ['a device that exists', ['device', 'create', 'dev1', ...local], 1, /exists already/],
  [
    'a stale etag',
    ['twin', 'patch', 'dev1', '{"tags":{}}', '--if-match', 'AAAAAAAAAAk=', ...local],
    4,
    /changed it first/,
  ],
  ['a broken query', ['query', 'SELECT FROM devices', ...local], 2, /SELECT FROM devices\n.*\^.*\n.*Expected/],
  [
    'a key with a blank',
    ['twin', 'patch', 'dev1', '{"tags":{"a b":1}}', ...local],
    1,
    /"a b" in tags contains a space/,
  ],
  ['a method on an offline device', ['method', 'invoke', 'dev1', 'm', ...local], 1, /not online/],
  ['a change with --read-only', ['device', 'delete', 'dev1', '--read-only', ...local], 3, /read-only/],
  ['a bad connection string', ['query', 'x', '--connection-string', 'HostName=h'], 3, /has no SharedAccessKeyName/],
];

describe('what goes wrong is told on stderr, with an exit code and nothing on stdout', () => {
  it.each([...wrongUsage, ...failures].map(entry => ({ name: entry[0], entry })))('$name', async ({ entry }) => {
    const [, parameters, code, stderr, stdin] = entry;
    const end = await runCli(parameters, stdin === undefined ? {} : { stdin });
    expect(end).toMatchObject({ code, stdout: '' });
    expect(end.stderr).toMatch(stderr);
    expect(end.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('commands', () => {
  it.each([
    [['help'], 'twin-tui'],
    [['help', 'twin'], 'twin-tui twin'],
    [['hub', 'help', 'control'], 'twin-tui hub control'],
  ])('%j is --help in other words', async (words, usage) => {
    const { code, stdout, stderr } = await runCli(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: ${usage} \\[options\\]`));
  });

  it('print rows in the format asked for', async () => {
    const query = ['query', 'SELECT deviceId, status FROM devices', ...local];
    expect((await runCli([...query, '--format', 'csv'])).stdout).toBe(
      'deviceId,status\r\ndev1,enabled\r\ndev2,enabled\r\n',
    );
    expect((await runCli(query)).stdout).toBe(
      '{"deviceId":"dev1","status":"enabled"}\n{"deviceId":"dev2","status":"enabled"}\n',
    );
  });

  it('patch, show and replace a twin, stdin included', async () => {
    const patched = await runCli(['twin', 'patch', 'dev1', ...local], { stdin: '{"tags":{"a":1}}' });
    const { etag, tags } = JSON.parse(patched.stdout);
    expect(tags).toEqual({ a: 1 });
    const shown = await runCli(['twin', 'show', 'dev1', ...local]);
    expect(JSON.parse(shown.stdout).etag).toBe(etag);
    const replaced = await runCli(['twin', 'replace', 'dev1', '-', '--if-match', etag, ...local], {
      stdin: '{"tags":{"b":2}}',
    });
    expect(JSON.parse(replaced.stdout).tags).toEqual({ b: 2 });
  });

  it('take back a whole twin as it was printed', async () => {
    const { stdout } = await runCli(['twin', 'show', 'dev2', ...local]);
    const end = await runCli(['twin', 'replace', 'dev2', ...local], { stdin: stdout });
    expect(end).toMatchObject({ code: 0, stderr: '' });
  });

  it('wait until a condition holds, or the time is up', async () => {
    const where = ['--where', 'tags.ready = true', '--timeout', '0.2'];
    const early = await runCli(['twin', 'wait', 'dev2', ...where, ...local]);
    expect(early).toMatchObject({ code: 1, stdout: '' });
    const waiting = runCli(['twin', 'wait', 'dev2', '--where', 'tags.ready = true', '--timeout', '20', ...local]);
    await runCli(['twin', 'patch', 'dev2', '{"tags":{"ready":true}}', ...local]);
    expect(await waiting).toMatchObject({ code: 0, stderr: '' });
  });

  it('end quietly when their reader has seen enough', async () => {
    const child = startCli(['twin', 'watch', 'dev1', ...local]);
    let stderr = '';
    child.stderr?.on('data', text => {
      stderr += text;
    });
    const exit = new Promise(resolve => child.on('exit', resolve));
    await new Promise(resolve => child.stdout?.once('data', resolve));
    child.stdout?.destroy();
    await runCli(['twin', 'patch', 'dev1', '{"tags":{"n":1}}', ...local]);
    expect({ code: await exit, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('end with 130 when they are interrupted', async () => {
    const child = startCli(['twin', 'watch', 'dev1', ...local]);
    await new Promise(resolve => child.stdout?.once('data', resolve));
    child.kill('SIGINT');
    expect(await new Promise(resolve => child.on('exit', resolve))).toBe(130);
  });

  it('find nothing wrong with a hub that is well', async () => {
    const end = await runCli(['doctor', '--json', ...local]);
    expect(end.code).toBe(0);
    const { findings } = JSON.parse(end.stdout);
    expect(findings.map(({ result }: { result: string }) => result)).not.toContain('failed');
  });
});
