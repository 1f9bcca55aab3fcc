import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startHub } from '../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { deviceSdk } from '../helpers/device-sdk.ts';
import { startTestHub } from '../helpers/hub.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

describe('the commands of the local hub', () => {
  it('control a running hub, and say so where none runs', async () => {
    const dataDir = temporaryDirectory();
    const command = ['hub', 'control', 'throttle', 'S2', '3', '--data-dir', dataDir];
    expect(await runCli(command)).toMatchObject({ code: 3, stderr: expect.stringContaining('no hub runs on') });
    const hub = await startHub({ dataDir });
    try {
      expect(JSON.parse((await runCli(command)).stdout)).toMatchObject({ tier: 'S2', units: 3 });
      const wrong = await runCli(['hub', 'control', 'explode', '--data-dir', dataDir]);
      expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('\nthrottle <F1|S1') });
    } finally {
      await hub.stop();
    }
  });

  it('drop the connection of a device that has one, and say so of one that has none', async () => {
    const dataDir = temporaryDirectory();
    const hub = await startTestHub({ dataDir });
    const at = ['--data-dir', dataDir];
    await runCli(['device', 'create', 'dev1', '--local', ...at]);
    const nobody = await runCli(['hub', 'control', 'drop', 'nodev', ...at]);
    expect(nobody).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/nodev.*\nList those/) });
    const offline = await runCli(['hub', 'control', 'drop', 'dev1', ...at]);
    expect(offline).toMatchObject({ code: 1, stderr: expect.stringContaining('dev1 is not connected') });
    await deviceSdk(hub, 'dev1');
    expect(await runCli(['hub', 'control', 'drop', 'dev1', ...at])).toMatchObject({ code: 0, stderr: '' });
  });

  it('make policies whose rights hold, and delete them', async () => {
    const at = ['--data-dir', temporaryDirectory()];
    const { stdout } = await runCli(['hub', 'policy', 'put', 'reader', 'RegistryRead', ...at]);
    expect(stdout).toMatch(/^HostName=localhost;SharedAccessKeyName=reader;SharedAccessKey=\S+\n$/);
    const listed = await runCli(['hub', 'policy', 'list', ...at]);
    expect(listed.stdout).toContain('{"name":"reader","rights":["RegistryRead"]}\n');
    const { stdout: table } = await runCli(['hub', 'policy', 'list', '--format', 'table', ...at]);
    expect(table).toMatch(/^name +rights\n─+ +─+\n(.*\n)*iothubowner +RegistryRead RegistryWrite /);
    expect(await runCli(['hub', 'policy', 'delete', 'reader', ...at])).toMatchObject({ code: 0 });
    const again = await runCli(['hub', 'policy', 'delete', 'reader', ...at]);
    const stderr = 'twin-tui: there is no policy reader\nList the policies with: twin-tui hub policy list\n';
    expect(again).toMatchObject({ code: 1, stderr });
  });

  it('show in the help a thumbprint of the kind that is listed', async () => {
    const dataDir = temporaryDirectory();
    const at = ['--data-dir', dataDir];
    await runCli(['hub', 'policy', 'list', ...at]);
    await runCli(['hub', 'authority', 'add', join(dataDir, 'ca.pem'), ...at]);
    const listed = await runCli(['hub', 'authority', 'list', ...at]);
    const { stdout: help } = await runCli(['hub', 'authority', 'delete', '--help']);
    const [, example] = /authority delete ([0-9A-F]+)\n/.exec(help)!;
    expect(example).toHaveLength(JSON.parse(listed.stdout).thumbprint.length);
  });

  it('refuse what is no certificate of an authority', async () => {
    const dataDir = temporaryDirectory();
    const file = join(temporaryDirectory(), 'wrong.pem');
    writeFileSync(file, 'nothing of the kind');
    const end = await runCli(['hub', 'authority', 'add', file, '--data-dir', dataDir]);
    expect(end).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`${file} holds no certificate`) });
  });

  it('name the right that there is not', async () => {
    const end = await runCli(['hub', 'policy', 'put', 'reader', 'RegistryRaed', '--data-dir', temporaryDirectory()]);
    expect(end).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('found "RegistryRaed"') });
  });

  it('export a hub so that another takes it, once', async () => {
    const [from, to] = [temporaryDirectory(), temporaryDirectory()];
    await runCli(['device', 'create', 'dev1', '--local', '--data-dir', from]);
    const { stdout: lines } = await runCli(['hub', 'export', '--data-dir', from]);
    const imported = await runCli(['hub', 'import', '-', '--data-dir', to], { stdin: lines });
    expect(imported).toMatchObject({ code: 0, stdout: '' });
    const query = ['query', 'SELECT deviceId FROM devices', '--local', '--data-dir', to];
    expect((await runCli(query)).stdout).toBe('{"deviceId":"dev1"}\n');
    const file = join(temporaryDirectory(), 'hub.ndjson');
    writeFileSync(file, lines);
    const again = await runCli(['hub', 'import', file, '--data-dir', to]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('has identities already') });
  });

  it('print the rules as data', async () => {
    const { stdout } = await runCli(['hub', '--conformance', '--json']);
    expect(JSON.parse(stdout).length).toBeGreaterThan(100);
  });
});

describe('jobs and configurations', () => {
  it('count first, change nothing on a dry run, and wait for the end', async () => {
    const at = ['--local', '--data-dir', temporaryDirectory()];
    for (const id of ['dev1', 'dev2']) await runCli(['device', 'create', id, ...at]);
    const job = ['job', 'create', '--where', "deviceId = 'dev1'", '--patch', '{"tags":{"wave":1}}', ...at];
    expect(JSON.parse((await runCli([...job, '--dry-run'])).stdout)).toMatchObject({ dryRun: true, devices: 1 });
    expect((await runCli(['job', 'list', ...at])).stdout).toBe('');
    const done = await runCli([...job, '--wait']);
    expect(done).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^1 device meets the condition now\nscheduled the job \S+\n$/),
    });
    expect(JSON.parse(done.stdout)).toMatchObject({ status: 'completed', deviceJobStatistics: { succeededCount: 1 } });
    const failing = await runCli(['job', 'create', '--where', '*', '--method', 'm', '--wait', ...at]);
    expect(failing).toMatchObject({ code: 1, stderr: expect.stringContaining('failed on 2 devices') });
    expect(JSON.parse(failing.stdout)).toMatchObject({ deviceJobStatistics: { failedCount: 2 } });
  });
});
