import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { hostileTags } from '../fixtures/twins/hostile.ts';
import { runCli, startHubProcess, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

/** All that a terminal could obey, but the ends of lines. */
const obeyed =
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

describe('a hostile twin in the output of a command on a terminal', () => {
  it('is escaped in every format, on stderr too', async () => {
    const dataDir = temporaryDirectory();
    await startHubProcess('--data-dir', dataDir, '--mqtt-port', '0', '--https-port', '0');
    const at = ['--local', '--data-dir', dataDir];
    await runCli(['device', 'create', 'd', ...at]);
    const patched = await runCli(['twin', 'patch', 'd', ...at], {
      stdin: JSON.stringify({ tags: { h: hostileTags } }),
    });
    expect(patched.code, patched.stderr).toBe(0);
    const commands = [
      ...['table', 'json', 'ndjson', 'csv'].map(format => [
        'query',
        'SELECT tags.h.clear, tags.h.title, tags.h.bidi, tags.h.c1 FROM devices',
        '--format',
        format,
      ]),
      ['query', 'SELECT * FROM devices', '--format', 'table'],
      ['query', "SELECT * FROM devices WHERE tags.a = '\u001b]0;x\u0007\u202e"],
      ['twin', 'show', 'd'],
      ['twin', 'show', 'no\u001b[2J\u202esuch'],
      ['device', 'list'],
    ];
    for (const command of commands) {
      const screen = openScreen({ parameters: [...command, ...at], columns: 200 });
      await screen.ended;
      expect(screen.output().length, command.join(' ')).toBeGreaterThan(10);
      expect(obeyed.exec(screen.output())?.[0], command.join(' ')).toBeUndefined();
    }
  }, 60_000);
});

it.skipIf(process.platform === 'win32')(
  'rows are shown on a terminal that does not know its size',
  async () => {
    const at = ['--local', '--data-dir', temporaryDirectory()];
    expect((await runCli(['device', 'create', 'dev1', ...at])).code).toBe(0);
    const main = resolve(import.meta.dirname, '../../src/main.ts');
    const query = ['query', 'SELECT deviceId FROM devices', ...at];
    const program = [process.execPath, '--import', import.meta.resolve('tsx'), main, ...query];
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, XDG_CONFIG_HOME: '/nonexistent', NODE_NO_WARNINGS: '1' };
    const pty = spawn('/bin/sh', ['-c', 'stty cols 0 rows 0; exec "$@"', 'sh', ...program], { cwd: tmpdir(), env });
    let output = '';
    pty.onData(text => {
      output += text;
    });
    await new Promise(done => pty.onExit(done));
    expect(output).toMatch(/^deviceId\r\n─+\r\ndev1\r\n/);
  },
  60_000,
);
