import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { attachOrStart, type LocalHubOptions } from '../../../src/cli/local-hub/local-hub.ts';
import { readRunningHub } from '../../../src/hub/data-directory/running-hub.ts';
import { startHub } from '../../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

it('commands that a script starts side by side, with no hub running, all do what they are told', async () => {
  const at = ['--local', '--data-dir', temporaryDirectory()];
  const ids = ['dev1', 'dev2', 'dev3', 'dev4'];
  const ends = await Promise.all(ids.map(id => runCli(['device', 'create', id, ...at])));
  expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toEqual(ids.map(() => ({ code: 0, stderr: '' })));
  const { stdout } = await runCli(['query', 'SELECT deviceId FROM devices', '--format', 'csv', ...at]);
  expect(stdout.trim().split('\r\n').slice(1).sort()).toEqual(ids);
});

it('the hub of a command that is done soon is waited for, not used: it goes when its command is done', async () => {
  const options: LocalHubOptions = {
    dataDir: temporaryDirectory(),
    ephemeral: false,
    purpose: 'command',
    signal: undefined,
  };
  const first = await attachOrStart(options);
  expect(existsSync(join(options.dataDir!, 'hub.json'))).toBe(false);
  const second = attachOrStart(options);
  await first.stop();
  const { attachedTo, stop } = await second;
  expect(attachedTo).toBeUndefined();
  await stop();
});

it('the hub of a command that lasts is found by others after a while', async () => {
  const dataDir = temporaryDirectory();
  const hub = await startHub({ dataDir, announceAfter: 1 });
  const { mqttPort } = hub;
  expect(await readRunningHub(dataDir)).toMatchObject({ mqttPort });
  await hub.stop();
  expect(await readRunningHub(dataDir)).toBeUndefined();
});
