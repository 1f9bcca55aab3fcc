import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import type { HubOptions } from '../../src/hub/options.ts';
import { type Ended, ended, runCli, startCli, temporaryDirectory } from '../helpers/cli.ts';
import { restOf } from '../helpers/rest.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

type Kept = { readonly hub: Hub; readonly dataDir: string; readonly at: readonly string[] };

async function keptHub(devices: number, options: HubOptions = {}): Promise<Kept> {
  const dataDir = temporaryDirectory();
  const hub = await startHub({ dataDir, ...options });
  onTestFinished(() => hub.stop());
  const all = Array.from({ length: devices }, (_, index) => ({ id: `dev${index}`, importMode: 'create' }));
  for (let from = 0; from < devices; from += 100) {
    expect((await restOf(hub)('POST', '/devices', { body: all.slice(from, from + 100) })).status).toBe(200);
  }
  return { hub, dataDir, at: ['--local', '--data-dir', dataDir] };
}

/** Runs a command and acts when the first of its output is there. */
async function runUntilOutput(parameters: readonly string[], act: (kill: () => void) => void): Promise<Ended> {
  const child = startCli(parameters);
  child.stdin?.end();
  const end = ended(child);
  child.stdout?.once('data', () => act(() => child.kill('SIGINT')));
  return end;
}

const slow = { faults: { latency: { milliseconds: 50, jitter: 0 } } };
const lists = [
  ['query', ['query', 'SELECT deviceId FROM devices', '--page-size', '1'], 200],
  ['device list', ['device', 'list'], 3_000],
] as const;

describe.each(lists)('%s, cut short after a page', (_name, words, devices) => {
  it('by the hub, ends the array of JSON and exits as the failure says', async () => {
    const { hub, at } = await keptHub(devices, slow);
    const parameters = [...words, '--format', 'json', ...at];
    const end = await runUntilOutput(parameters, () => hub.control.apply({ action: 'exhaust', on: true }));
    expect(end).toMatchObject({ code: 5, stderr: expect.stringContaining('throttling') });
    expect(JSON.parse(end.stdout)).toContainEqual(expect.objectContaining({ deviceId: 'dev0' }));
  });

  it('by Ctrl+C, ends the array of JSON and exits 130', async () => {
    const { at } = await keptHub(devices, slow);
    const end = await runUntilOutput([...words, '--format', 'json', ...at], interrupt => interrupt());
    expect(end).toMatchObject({ code: 130, stderr: 'twin-tui: interrupted\n' });
    expect(JSON.parse(end.stdout)).toContainEqual(expect.objectContaining({ deviceId: 'dev0' }));
  });

  it('by Ctrl+C, ends CSV with a whole line', async () => {
    const { at } = await keptHub(devices, slow);
    const end = await runUntilOutput([...words, '--format', 'csv', ...at], interrupt => interrupt());
    expect(end).toMatchObject({ code: 130, stdout: expect.stringMatching(/^deviceId.*\r\ndev0.*\r\n$/s) });
  });
});

describe('a job that is waited for', () => {
  const create = ['job', 'create', '--where', '*', '--patch', '{"tags":{"wave":1}}', '--wait'];

  it('is told by its id before the wait, so that Ctrl+C loses nothing', async () => {
    const { at } = await keptHub(1);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const child = startCli([...create, '--start', later, ...at]);
    const end = ended(child);
    for await (const line of createInterface({ input: child.stderr! })) if (line.startsWith('scheduled')) break;
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    const id = /^scheduled the job (\S+)$/m.exec(stderr)?.[1];
    expect(await runCli(['job', 'cancel', id!, ...at])).toMatchObject({ code: 0 });
  });

  it('and fails on a device is printed before the exit code 1', async () => {
    const { at } = await keptHub(2);
    const end = await runCli(['job', 'create', '--id', 'j1', '--where', '*', '--method', 'm', '--wait', ...at]);
    expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining('failed on 2 devices') });
    expect(JSON.parse(end.stdout)).toMatchObject({ jobId: 'j1', deviceJobStatistics: { failedCount: 2 } });
    const shown = await runCli(['job', 'show', 'j1', '--wait', ...at]);
    expect(shown).toMatchObject({ code: 1, stdout: end.stdout });
  });
});

describe('a hub that goes away', () => {
  it('is told of by twin watch, and that it is back', async () => {
    const { hub, dataDir, at } = await keptHub(1);
    const child = startCli(['twin', 'watch', 'dev0', ...at]);
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const said = createInterface({ input: child.stderr! })[Symbol.asyncIterator]();
    const { version } = JSON.parse((await lines.next()).value);
    await hub.stop();
    expect((await said.next()).value).toMatch(/^the twin may be out of date: /);
    const again = await startHub({ dataDir, mqttPort: hub.mqttPort, httpsPort: hub.httpsPort });
    onTestFinished(() => again.stop());
    expect((await said.next()).value).toBe('the hub answers again');
    await restOf(again)('PATCH', '/twins/dev0', { body: { tags: { a: 1 } } });
    expect(JSON.parse((await lines.next()).value)).toMatchObject({ version: version + 1 });
    child.kill('SIGINT');
  });

  it('ends twin wait with 3 when the time is up: nobody knows whether the condition holds', async () => {
    const { hub, at } = await keptHub(1);
    const child = startCli(['twin', 'wait', 'dev0', '--where', 'tags.a = 1', '--timeout', '4', ...at]);
    const end = ended(child);
    // The watcher has its first version when it follows the feed.
    await new Promise<void>(resolve => {
      hub.feed.subscribe(event => event.type === 'wire' && event.what.includes('/twins/dev0') && resolve());
    });
    await hub.stop();
    const { code, stderr } = await end;
    // A hub that is stopping may still take a last request: then it answers again, and is gone again.
    const told =
      /^(the twin may be out of date: .*\n(the hub answers again\n)?)+twin-tui: the condition did not hold within 4 s.*; .*\n.*doctor/;
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(told) });
  });
});

describe('twin wait --timeout', () => {
  it('takes fractions of a second', async () => {
    const { at } = await keptHub(1);
    const words = ['twin', 'wait', 'dev0', '--where', 'tags.a = 1', '--timeout', '2.01', ...at];
    expect(await runCli(words)).toMatchObject({ code: 1, stderr: expect.stringContaining('within 2.01 s') });
  });

  it.each(['-1', '1e9', '2147484', 'Infinity', 'soon'])('refuses %s, which no timer counts', async timeout => {
    const end = await runCli(['twin', 'wait', 'dev0', '--where', 'tags.a = 1', `--timeout=${timeout}`]);
    const stderr = expect.stringMatching(/--timeout expects a number of seconds from 0 to 2147483, found "/);
    expect(end).toMatchObject({ code: 2, stdout: '', stderr });
  });
});
