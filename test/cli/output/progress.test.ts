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

describe.skipIf(process.platform === 'win32')('a long import', () => {
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

  it('shows how far it is on the terminal, and nothing of that in a pipe', { timeout: 60_000 }, async () => {
    const { folder, file } = await exported();
    const piped = await runCli(['hub', 'import', file, '--data-dir', join(folder, 'piped')]);
    expect(piped).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/^imported into [^\r]*\n$/) });

    const out = join(folder, 'stdout');
    const line = '"$1" --import "$2" "$3" hub import "$4" --data-dir "$5" > "$6"';
    const parameters = [process.execPath, import.meta.resolve('tsx'), main, file, join(folder, 'shown'), out];
    const terminal = spawn('/bin/sh', ['-c', line, 'sh', ...parameters], { cwd: folder, cols: 100, rows: 10 });
    let text = '';
    terminal.onData(data => {
      text += data;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>(done => terminal.onExit(done));
    expect({ exitCode, stdout: readFileSync(out, 'utf8') }).toEqual({ exitCode: 0, stdout: '' });
    expect(text).toMatch(/█+░* \d+\/\d+ kB imported/);
    expect(text).toContain('imported into');
  });
});
