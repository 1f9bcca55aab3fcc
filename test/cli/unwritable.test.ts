import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Ended, ended } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

const main = resolve(import.meta.dirname, '../../src/main.ts');
const full = '/dev/full';

/** With the named streams on a disk that is full. */
async function runOnFullDisk(parameters: readonly string[], stdout: boolean, stderr: boolean): Promise<Ended> {
  const disk = openSync(full, 'w');
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...parameters], {
    cwd: tmpdir(),
    env: { PATH, HOME: join(tmpdir(), 'nobody'), NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', stdout ? disk : 'pipe', stderr ? disk : 'pipe'],
  });
  closeSync(disk);
  return ended(child);
}

describe.skipIf(!existsSync(full))('output to a full disk (skipped where there is no /dev/full)', () => {
  it.each([
    ['rows', ['configuration', 'list', '--ephemeral', '--format', 'json']],
    ['help', ['--help']],
    ['a script', ['completion', 'bash']],
    ['the version', ['--version']],
  ])('of %s is told in a sentence, and ends with 1', async (_what, parameters) => {
    const { code, stderr } = await runOnFullDisk(parameters, true, false);
    expect(stderr).toMatch(/^twin-tui: stdout cannot be written: ENOSPC.*\n(Make room on the disk.*\n)?$/);
    expect(code).toBe(1);
  });

  it('of what is told ends with the exit code that was due', async () => {
    const { code, stdout } = await runOnFullDisk(['nope'], false, true);
    expect({ code, stdout }).toEqual({ code: expect.any(Number), stdout: '' });
    expect(code).not.toBe(0);
  });
});
