import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatOption } from '../../src/cli/commands/format-option.ts';
import { formats } from '../../src/cli/output/row-writer.ts';
import { createProgram } from '../../src/cli/program.ts';
import { runCli } from '../helpers/cli.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
const scripts = new Map<string, string>();
const folder = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const installed = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

beforeAll(async () => {
  const ends = await Promise.all(shells.map(shell => runCli(['completion', shell])));
  for (const [index, { stdout }] of ends.entries()) {
    scripts.set(shells[index]!, stdout);
    writeFileSync(join(folder, shells[index]!), stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers after these words, by the function that it calls on Tab. */
function offers(words: readonly string[]): readonly string[] {
  const list = words.map(word => `'${word}'`).join(' ');
  const ask = `${scripts.get('bash')}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _twin_tui; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n');
}

describe.skipIf(!existsSync('/bin/bash'))('completion in bash', () => {
  it.each([
    [['tw'], ['twin']],
    [['twin', 'pat'], ['patch']],
    [['twin', 'patch', 'dev1', '--if'], ['--if-match']],
    [
      ['twin', 'patch', 'dev1', '--conn'],
      ['--connection-string', '--connection'],
    ],
    [
      ['query', 'x', '--format', ''],
      ['table', 'json', 'ndjson', 'csv'],
    ],
    [
      ['hub', '--tier', 'S'],
      ['S1', 'S2', 'S3'],
    ],
    [['hub', 'policy', ''], expect.arrayContaining(['list', 'put', 'delete'])],
    [
      ['--auth', ''],
      ['key', 'login'],
    ],
    [['completion', ''], expect.arrayContaining(['bash', 'zsh', 'fish'])],
    [['--data-dir', 'x', 'device', 'conn'], ['connection-string']],
  ])('%j is followed by %j', (words, offered) => {
    expect(offers(['twin-tui', ...words])).toEqual(offered);
  });

  it('is registered for the program', () => {
    const ask = `${scripts.get('bash')}\ncomplete -p twin-tui`;
    expect(execFileSync('bash', ['-c', ask], { encoding: 'utf8' })).toMatch(/-F _twin_tui twin-tui/);
  });
});

describe('completion', () => {
  it('tells zsh and fish of every command', () => {
    expect(scripts.get('zsh')).toMatch(/^#compdef twin-tui\n/);
    expect(scripts.get('fish')).toContain("-n '__fish_seen_subcommand_from twin' -f -a patch -d");
    expect(scripts.get('fish')).toContain("-l format -x -a 'table json ndjson csv'");
    for (const { commands } of [createProgram()]) {
      for (const command of commands) expect(scripts.get('fish')).toContain(`-f -a ${command.name()} `);
    }
  });

  // Where the shells are not installed nothing can be said of them; what they are given is looked at above.
  it.skipIf(!installed('zsh'))('is taken by zsh (skipped where zsh is not installed)', () => {
    const ask = `autoload -U compinit && compinit -u -D; source '${join(folder, 'zsh')}'; print -l $_comps[twin-tui]`;
    const end = spawnSync('zsh', ['-f', '-c', ask], { encoding: 'utf8' });
    expect(end).toMatchObject({ status: 0, stderr: '' });
    expect(end.stdout).toContain('_twin_tui');
  });

  it.skipIf(!installed('fish'))('is taken by fish (skipped where fish is not installed)', () => {
    const offered = (line: string) =>
      execFileSync('fish', ['-c', `source '${join(folder, 'fish')}'; complete -C '${line}'`], { encoding: 'utf8' });
    expect(offered('twin-tui twin pat')).toMatch(/^patch\t/);
    expect(offered('twin-tui query x --format ')).toMatch(/csv/);
  });

  it('knows the formats there are', () => {
    expect(formatOption().argChoices).toEqual(formats);
  });
});
