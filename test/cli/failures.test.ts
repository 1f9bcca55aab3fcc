import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundle } from '../../src/build/bundle.ts';
import { createProgram } from '../../src/cli/program.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { type Ended, ended, startNode } from '../helpers/cli.ts';
import { type FailureCases, failureTable } from './failure-table.ts';

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
function run(parameters: readonly string[], stdin = ''): Promise<Ended> {
  const child = start(parameters);
  child.stdin?.end(stdin);
  return ended(child);
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
function linesOf(column: keyof FailureCases): readonly { readonly name: string; readonly line: Line }[] {
  return Object.values(failureTable)
    .flatMap(cases => cases[column])
    .flatMap(entry => ('line' in entry ? [{ name: entry.line[0], line: entry.line }] : []));
}

async function expectFailure(line: Line, code: number, stderr: RegExp, options: readonly string[] = local) {
  const end = await run([...split(line), ...options]);
  expect({ code: end.code, stderr: end.stderr }).toEqual({ code, stderr: expect.stringMatching(stderr) });
  // What doctor finds is its data.
  if (line[0] !== 'doctor') expect(end.stdout).toBe('');
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

describe.concurrent('broken JSON', () => {
  it.each(linesOf('badJson'))('$name tells line and column', async ({ line }) => {
    await expectFailure(line, 2, /is not JSON at line 2, column 7: expected ':', found "1"\nQuote it for the shell/);
  });
});

describe.concurrent('a name that is not there', () => {
  it.each(linesOf('unknown'))('$name tells of it and what to try', async ({ line, name }) => {
    const own = name.startsWith('hub');
    const stderr =
      /^twin-tui: .*(no such|not found|no (device|job|configuration|policy|authority|file)|none|cannot read).*\n/m;
    await expectFailure(
      line,
      own ? expect.any(Number) : 1,
      stderr,
      own ? ['--data-dir', name.includes('import') ? join(folder, 'empty') : dataDir] : local,
    );
  });
});

describe.concurrent('an etag of an older version', () => {
  it.each(linesOf('conflict'))('$name exits 4', async ({ line }) => {
    await expectFailure(line, 4, /someone else changed it first.*\nRead the twin again/);
  });
});

describe.concurrent('no network', () => {
  it.each(linesOf('asks'))('$name exits 3', async ({ line, name }) => {
    const stderr = name === 'doctor' ? /host name: .*ENOTFOUND|EAI_AGAIN/ : /cannot reach the hub.*\n.*doctor/;
    await expectFailure(line, 3, stderr, ['--connection-string', somewhere]);
  });
});

describe('a hub that throttles', () => {
  beforeAll(() => void hub.control.apply({ action: 'exhaust', on: true }));
  afterAll(() => void hub.control.apply({ action: 'exhaust', on: false }));

  it.concurrent.each(linesOf('asks'))('$name exits 5', async ({ line, name }) => {
    const stderr = name === 'doctor' ? /the hub is throttling/ : /the hub is throttling.*\nWait some seconds/;
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
  it.concurrent.each(linesOf('changes'))('$name changes nothing', async ({ line }) => {
    await expectFailure(line, 3, /read-only/, [...local, '--read-only']);
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
