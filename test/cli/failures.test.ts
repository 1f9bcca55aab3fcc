import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundle } from '../../src/build/bundle.ts';
import { openHubCall } from '../../src/cli/local-hub/hub-call.ts';
import { createProgram } from '../../src/cli/program.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { type Ended, ended, startNode } from '../helpers/cli.ts';
import { expectNoSecrets } from '../helpers/secret-watch.ts';
import { type FailureCases, failureTable, type Told } from './failure-table.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

/** As it is published: many processes are started here, and sources take seconds to load. */
const folder = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const output = join(folder, 'dist');
const dataDir = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const local = ['--local', '--data-dir', dataDir];
const somewhere = 'HostName=hub.invalid;SharedAccessKeyName=owner;SharedAccessKey=a2V5a2V5a2V5a2V5a2V5a2V5';
let hub: Hub;

const start = (parameters: readonly string[], env: { readonly [name: string]: string } = {}) =>
  startNode([join(output, 'main.cjs'), ...parameters], { env });
async function run(parameters: readonly string[], stdin = ''): Promise<Ended> {
  const child = start(parameters);
  child.stdin?.end(stdin);
  const end = await ended(child);
  expectNoSecrets({ parameters, output: () => end.stdout + end.stderr });
  return end;
}

/** All that the hub keeps: a command that has failed leaves it as it was. */
async function kept(): Promise<string> {
  return text(await openHubCall(hub, { method: 'GET', path: '/$twin-tui/export' }));
}
function itLeavesTheHubAsItWas(): void {
  let before = '';
  beforeAll(async () => {
    before = await kept();
  });
  // Not concurrent, and so after those that are.
  it('leaves the hub as it was', async () => expect(await kept()).toBe(before));
}

beforeAll(async () => {
  await bundle(output);
  copyFileSync(resolve(import.meta.dirname, '../../package.json'), join(folder, 'package.json'));
  hub = await startHub({ dataDir });
  for (const id of ['dev1', 'dev2', 'dev3']) expect((await run(['device', 'create', id, ...local])).code).toBe(0);
  const configuration = '{"content":{"deviceContent":{"properties.desired.a":1}},"targetCondition":"tags.x = 1"}';
  expect((await run(['configuration', 'create', 'c1', configuration, ...local])).code).toBe(0);
  const job = ['job', 'create', '--id', 'j1', '--where', 'tags.never = 1', '--patch', '{"tags":{}}'];
  expect((await run([...job, ...local])).code).toBe(0);
}, 60_000);
afterAll(async () => {
  await hub.stop();
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
});

type Line = readonly [words: string, ...rest: readonly string[]];
const split = ([words, ...rest]: Line): string[] => [...words.split(' '), ...rest];

/** The lines of one column of the table. */
function linesOf(column: keyof FailureCases): readonly (Told & { readonly name: string })[] {
  return Object.values(failureTable)
    .flatMap(cases => cases[column])
    .flatMap(entry => ('line' in entry ? [{ name: entry.line[0], ...entry }] : []));
}

async function expectFailure(line: Line, code: number, stderr: RegExp | string, options: readonly string[] = local) {
  const end = await run([...split(line), ...options]);
  const told = typeof stderr === 'string' ? stderr : expect.stringMatching(stderr);
  // What doctor finds is its data, hints included.
  const stdout = line[0] === 'doctor' ? expect.stringMatching(/\n✗ .*\n {20,}\w/) : '';
  expect(end).toEqual({ code, stdout, stderr: told });
  expect(end.stdout + end.stderr).not.toMatch(/\n\s+at |SharedAccessKey=[A-Za-z0-9+/]{8}/);
}

describe('the table', () => {
  const pathsOf = (command: Command, path: readonly string[] = []): readonly string[] => {
    const acts = path.length > 0 && (command.commands.length === 0 || command.name() === 'hub');
    return [...(acts ? [path.join(' ')] : []), ...command.commands.flatMap(c => pathsOf(c, [...path, c.name()]))];
  };

  it('has rows for each command of the program, and no others', () => {
    expect(Object.keys(failureTable).sort()).toEqual([...pathsOf(createProgram())].sort());
  });

  it.each(Object.entries(failureTable))('has for %s a line of its own, or a reason, in each column', (name, cases) => {
    for (const entries of Object.values(cases)) {
      expect(entries.length).toBeGreaterThan(0);
      for (const entry of entries) expect('line' in entry ? `${entry.line[0]} ` : `${name} `).toContain(`${name} `);
    }
  });
});

describe('broken JSON', () => {
  itLeavesTheHubAsItWas();
  it.concurrent.each(linesOf('badJson'))('$name tells line and column', async ({ line }) => {
    await expectFailure(
      line,
      2,
      /^twin-tui: .* is not JSON at line 2, column 7: expected ':', found "1"\nQuote it for the shell.*\n$/,
    );
  });
});

describe('a name that is not there', () => {
  itLeavesTheHubAsItWas();
  it.concurrent.each(linesOf('unknown'))('$name tells of it and what to try', async ({ line, name, code, stderr }) => {
    // Of a directory on which a hub runs no import is made at all.
    const options = name.startsWith('hub import') ? ['--data-dir', join(folder, 'empty')] : local;
    await expectFailure(line, code!, stderr!, options);
  });
});

describe('an etag of an older version', () => {
  itLeavesTheHubAsItWas();
  it.concurrent.each(linesOf('conflict'))('$name exits 4', async ({ line }) => {
    const stderr =
      /^(.* now\n)?twin-tui: someone else changed it first: .*\nRead it again, then repeat the change with its new etag\.\n$/;
    await expectFailure(line, 4, stderr);
  });
});

describe.concurrent('no network', () => {
  it.each(linesOf('asks'))('$name exits 3', async ({ line, name }) => {
    const stderr =
      name === 'doctor' ? /host name: .*ENOTFOUND|EAI_AGAIN/ : /^twin-tui: cannot reach the hub.*\n.*doctor\n$/;
    await expectFailure(line, 3, stderr, ['--connection-string', somewhere]);
  });
});

describe('a hub that throttles', () => {
  beforeAll(() => void hub.control.apply({ action: 'exhaust', on: true }));
  afterAll(() => void hub.control.apply({ action: 'exhaust', on: false }));

  itLeavesTheHubAsItWas();
  it.concurrent.each(linesOf('asks'))('$name exits 5', async ({ line, name }) => {
    const stderr = name === 'doctor' ? /the hub is throttling/ : /the hub is throttling.*\nWait some seconds.*\n$/;
    await expectFailure(line, 5, stderr);
  });
});

describe.concurrent('Ctrl+C while the hub does not answer', () => {
  it.for(linesOf('asks'))('$name exits 130', async ({ line }, { onTestFinished }) => {
    const proxy = await silentProxy();
    onTestFinished(proxy.close);
    const child = start([...split(line), '--connection-string', somewhere], { HTTPS_PROXY: proxy.url });
    child.stdin?.end();
    const end = ended(child);
    await proxy.asked;
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stderr: expect.stringMatching(/interrupted\n$/) });
  });
});

describe('--read-only', () => {
  itLeavesTheHubAsItWas();
  it.concurrent.each(linesOf('changes'))('$name changes nothing', async ({ line }) => {
    await expectFailure(line, 3, /^(.* now\n)?twin-tui: .*read-only.*\nStart again without --read-only.*\n$/, [
      ...local,
      '--read-only',
    ]);
  });
});

describe.concurrent('a reader who has gone', () => {
  it.each(linesOf('prints'))('$name is quiet', async ({ line, name }) => {
    const child = start([...split(line), ...(name.startsWith('hub') ? local.slice(1) : local)]);
    child.stdout?.destroy();
    child.stdin?.end();
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/twin-tui:|EPIPE/) });
  });
});

/** Takes connections and never says a word. */
async function silentProxy() {
  let tell = () => {};
  const asked = new Promise<void>(done => {
    tell = done;
  });
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {}).once('data', tell);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
