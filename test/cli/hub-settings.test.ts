import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type HubFlags, refuseUnheard } from '../../src/cli/actions/hub-options.ts';
import type { RunningHub } from '../../src/hub/data-directory/running-hub.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

const real = 'HostName=hub.invalid;SharedAccessKeyName=owner;SharedAccessKey=a2V5a2V5a2V5a2V5a2V5a2V5';

async function runningHub(): Promise<Hub & { readonly dataDir: string }> {
  const dataDir = temporaryDirectory();
  const hub = await startHub({ dataDir });
  onTestFinished(() => hub.stop());
  return { ...hub, dataDir };
}

describe('hub, where one runs already', () => {
  it('says how to reach it, also when ports are asked for that it has', async () => {
    const hub = await runningHub();
    const ports = ['--mqtt-port', String(hub.mqttPort), '--https-port', '0'];
    const end = await runCli(['hub', '--json', ...ports, '--data-dir', hub.dataDir]);
    expect(end).toMatchObject({ code: 0, stderr: expect.stringContaining('runs on') });
    expect(JSON.parse(end.stdout)).toMatchObject({ event: 'ready', mqttPort: hub.mqttPort, dataDir: hub.dataDir });
  });

  it.each([
    [['--import', '/nonexistent']],
    [['--tier', 'S1']],
    [['--fixed-time', '2024-01-31T12:00:00Z']],
  ])('refuses %j, which would do nothing to it', async ([option, value]) => {
    const { dataDir } = await runningHub();
    const end = await runCli(['hub', '--json', option!, value!, '--data-dir', dataDir]);
    const stderr = new RegExp(`process ${process.pid}: ${option} would do nothing.*\\n.*hub control`);
    expect(end).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  const running = { pid: 7, mqttPort: 1883, httpsPort: 1443, address: '127.0.0.1' } as RunningHub;
  const defaults = { host: '127.0.0.1', tier: 'off', units: 1 } as const;
  it.each<[string, Partial<HubFlags>]>([
    ['--mqtt-port', { mqttPort: 8883 }],
    ['--https-port', { httpsPort: 443 }],
    ['--host', { host: '0.0.0.0' }],
    ['--units', { units: 2 }],
    ['--latency', { latency: 0 }],
    ['--index-lag', { indexLag: 10 }],
    ['--seed', { seed: '' }],
    ['--lenient', { lenient: true }],
    ['--log', { log: true }],
  ])('refuses %s too, and nothing where there is no such option', (option, flags) => {
    expect(() => refuseUnheard({ ...defaults, ...flags }, running, '/d')).toThrow(`7: ${option} would do nothing`);
    expect(() => refuseUnheard({ ...defaults, mqttPort: 1883, httpsPort: 0 }, running, '/d')).not.toThrow();
  });
});

/** A settings file with a local hub of its own and a real one. */
function settings(defaultName?: string) {
  const folder = temporaryDirectory();
  const dataDir = join(folder, 'my-hub');
  const connections = { mine: { dataDir, device: 'gauge' }, plant: { connectionString: { env: 'PLANT' } } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ default: defaultName, connections }), { mode: 0o600 });
  const home = join(folder, 'share');
  const env = { TWIN_TUI_CONFIG: join(folder, 'config.json'), XDG_DATA_HOME: home };
  return { dataDir, env, platformDir: join(home, 'twin-tui') };
}

describe('the commands of the local hub', () => {
  it('work on the data directory of a named connection', async () => {
    const { dataDir, env, platformDir } = settings();
    const put = ['--connection', 'mine', 'hub', 'policy', 'put', 'reader', 'RegistryRead'];
    expect(await runCli(put, { env })).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await runCli(['hub', 'policy', 'list', '--data-dir', dataDir], { env });
    expect(stdout).toContain('{"name":"reader","rights":["RegistryRead"]}\n');
    expect(existsSync(platformDir)).toBe(false);
  });

  it('work on the default connection, where the other commands do, whatever string the environment has', async () => {
    const { dataDir, env } = settings('mine');
    const hub = await startHub({ dataDir });
    onTestFinished(() => hub.stop());
    const made = await runCli(['device', 'create', 'dev1'], { env });
    expect(made).toMatchObject({ code: 0 });
    const named = { env: { ...env, IOTHUB_CONNECTION_STRING: real } };
    expect(await runCli(['hub', 'control', 'exhaust', 'on'], named)).toMatchObject({ code: 0 });
    expect(hub.control.state.exhausted).toBe(true);
    const attached = await runCli(['hub', '--json'], named);
    expect(JSON.parse(attached.stdout)).toMatchObject({ dataDir, pid: process.pid });
    expect((await runCli(['hub'], named)).stdout).toContain('Device gauge');
    expect((await runCli(['hub', 'export'], named)).stdout).toContain('"key":"dev1"');
  });

  it('pass over a default that is a real hub, and refuse one that is asked for', async () => {
    const { env, platformDir } = settings('plant');
    expect(await runCli(['hub', 'policy', 'list'], { env })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(platformDir)).toBe(true);
    const end = await runCli(['hub', 'policy', 'list', '--connection', 'plant'], { env });
    expect(end).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/"plant" in .* is of a real one/) });
    const unknown = await runCli(['hub', 'policy', 'list', '--connection', 'plan'], { env });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no connection "plan"') });
  });
});

describe('--ephemeral and --data-dir', () => {
  it.each([
    [['--ephemeral']],
    [['--data-dir', 'here']],
  ])('%j keep a command away from the hub that the environment names', async options => {
    const env = { IOTHUB_CONNECTION_STRING: real };
    const end = await runCli(['device', 'delete', 'x', ...options], { env, cwd: temporaryDirectory() });
    expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining('no such device') });
  });
});

describe('a directory that is called .env', () => {
  it('is none of the settings', async () => {
    const cwd = temporaryDirectory();
    mkdirSync(join(cwd, '.env'));
    const env = { XDG_DATA_HOME: cwd };
    expect(await runCli(['device', 'create', 'dev1'], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  });
});
