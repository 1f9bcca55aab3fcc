import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundle } from '../../src/build/bundle.ts';

const root = resolve(import.meta.dirname, '../..');
/** A project of somebody else, with the program as it is published. */
const project = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const modules = join(project, 'node_modules');
const { PATH = '' } = process.env;

beforeAll(async () => {
  await bundle(join(modules, 'twin-tui/dist'));
  copyFileSync(join(root, 'package.json'), join(modules, 'twin-tui/package.json'));
  for (const name of ['azure-iot-device', 'azure-iot-device-mqtt', 'vitest']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
}, 60_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(command: string, parameters: readonly string[], env: { readonly [name: string]: string } = {}) {
  const options = { cwd: project, env: { PATH, HOME: project, ...env }, encoding: 'utf8', timeout: 60_000 } as const;
  return spawnSync(command, parameters, options);
}

describe('the examples of the README run as they stand', () => {
  it('vitest', { timeout: 60_000 }, () => {
    copyFileSync(join(import.meta.dirname, 'vitest-example.mjs'), join(project, 'vitest.test.mjs'));
    const end = run(process.execPath, [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      project,
      'vitest.test.mjs',
    ]);
    expect(end.stdout + end.stderr).toMatch(/2 passed/);
    expect(end.status).toBe(0);
  });

  it('node:test', { timeout: 60_000 }, () => {
    copyFileSync(join(import.meta.dirname, 'node-test-example.mjs'), join(project, 'twin.test.mjs'));
    const end = run(process.execPath, ['--test', 'twin.test.mjs']);
    expect(end.stdout).toMatch(/pass 1\b/);
    expect(end.status).toBe(0);
  });

  it.skipIf(process.platform === 'win32')(
    'the step of GitHub Actions that starts the hub',
    { timeout: 60_000 },
    async () => {
      const bin = join(project, 'bin');
      mkdirSync(bin);
      const main = join(modules, 'twin-tui/dist/main.cjs');
      writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${main}' "$@"\n`);
      chmodSync(join(bin, 'npx'), 0o755);
      const file = join(project, 'github-env');
      const env = {
        PATH: `${bin}${delimiter}${PATH}`,
        GITHUB_ENV: file,
        HUB_DATA: join(project, 'hub'),
        HUB_PORTS: '--mqtt-port 0 --https-port 0',
      };
      try {
        const end = run('bash', ['-e', '-c', stepOf('Start the hub')], env);
        expect({ status: end.status, stderr: end.stderr }).toEqual({ status: 0, stderr: '' });
        const set = readFileSync(file, 'utf8');
        expect(set).toMatch(/^NODE_EXTRA_CA_CERTS=\/.*ca\.pem$/m);
        expect(set).toMatch(/^IOTHUB_CONNECTION_STRING=HostName=localhost;SharedAccessKeyName=iothubowner;/m);
        expect(set).toMatch(/^IOTHUB_DEVICE_CONNECTION_STRING=HostName=localhost;DeviceId=dev1;/m);
      } finally {
        const { pid } = JSON.parse(readFileSync(join(project, 'hub.json'), 'utf8')) as { readonly pid: number };
        process.kill(pid, 'SIGTERM');
        await vi.waitUntil(() => !isRunning(pid), { timeout: 30_000 });
      }
    },
  );
});

/** It still writes as it ends. What nobody waits for may stay in the list of processes when it has. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** The script of a step: the lines below its `run: |`, further in than that. */
function stepOf(name: string): string {
  const lines = readFileSync(join(import.meta.dirname, 'github-actions.yml'), 'utf8').split('\n');
  const start = lines.findIndex(line => line.includes(`name: ${name}`)) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith(' '.repeat(10)));
  return lines.slice(start, end).join('\n');
}
