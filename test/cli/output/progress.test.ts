import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Progress } from '../../../src/cli/output/progress.ts';
import { startHub } from '../../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../../helpers/cli.ts';

const wasTerminal = process.stderr.isTTY;
afterEach(() => {
  process.stderr.isTTY = wasTerminal;
  vi.restoreAllMocks();
});

function written(isTerminal: boolean): string {
  let text = '';
  process.stderr.isTTY = isTerminal;
  vi.spyOn(process.stderr, 'write').mockImplementation(chunk => {
    text += chunk;
    return true;
  });
  const progress = new Progress();
  progress.update(1, 2, 'running');
  progress.end();
  return text;
}

describe('progress', () => {
  it('is a bar that is written over and taken away, on a terminal', () => {
    expect(written(true)).toBe(`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} 1/2 running\r\u001b[K`);
  });

  it('is nothing where stderr is no terminal', () => {
    expect(written(false)).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('long work', () => {
  const main = join(import.meta.dirname, '../../../src/main.ts');

  async function exported(): Promise<{ readonly folder: string; readonly file: string }> {
    const folder = temporaryDirectory();
    const hub = await startHub({});
    let text = '';
    for await (const line of hub.export()) text += `${line.trimEnd()}\n`;
    await hub.stop();
    writeFileSync(join(folder, 'hub.ndjson'), text);
    return { folder, file: join(folder, 'hub.ndjson') };
  }

  /** On a terminal, with stdout in a file. */
  async function onTerminal(folder: string, ...words: readonly string[]) {
    const out = join(folder, 'stdout');
    const line = 'node=$1; loader=$2; main=$3; out=$4; shift 4; "$node" --import "$loader" "$main" "$@" > "$out"';
    const program = [process.execPath, import.meta.resolve('tsx'), main, out];
    const parameters = ['-c', line, 'sh', ...program, ...words];
    const terminal = spawn('/bin/sh', parameters, { cwd: folder, cols: 100, rows: 10 });
    let text = '';
    terminal.onData(data => {
      text += data;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>(done => terminal.onExit(done));
    return { exitCode, stdout: readFileSync(out, 'utf8'), text };
  }

  it('shows how far an import is on the terminal, and nothing of that in a pipe', { timeout: 60_000 }, async () => {
    const { folder, file } = await exported();
    const piped = await runCli(['hub', 'import', file, '--data-dir', join(folder, 'piped')]);
    expect(piped).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/^imported into [^\r]*\n$/) });
    const end = await onTerminal(folder, 'hub', 'import', file, '--data-dir', join(folder, 'shown'));
    expect(end).toMatchObject({ exitCode: 0, stdout: '' });
    expect(end.text).toMatch(/█+░* \d+\/\d+ kB imported/);
    expect(end.text).toContain('imported into');
  });

  it('counts what a query and an export have written to a file, and takes that away', { timeout: 60_000 }, async () => {
    const [folder, dataDir] = [temporaryDirectory(), temporaryDirectory()];
    const hub = await startHub({ dataDir });
    try {
      await runCli(['device', 'create', 'dev1', '--local', '--data-dir', dataDir]);
      const sql = 'SELECT deviceId FROM devices';
      const query = await onTerminal(folder, 'query', sql, '--local', '--data-dir', dataDir);
      expect(query).toMatchObject({ exitCode: 0, stdout: '{"deviceId":"dev1"}\n' });
      expect(query.text).toMatch(/^\r\u001b\[K1 rows\r\u001b\[K1 row in 1 page, /);
      const { stdout, text } = await onTerminal(folder, 'hub', 'export', '--data-dir', dataDir);
      expect(stdout).toContain('"key":"dev1"');
      expect(text).toMatch(/^\r\u001b\[K\d+ kB exported.*\r\u001b\[K$/s);
    } finally {
      await hub.stop();
    }
  });
});
