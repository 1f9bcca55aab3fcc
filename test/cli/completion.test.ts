import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatOption } from '../../src/cli/commands/format-option.ts';
import { formats } from '../../src/cli/output/row-writer.ts';
import { runCli } from '../helpers/cli.ts';

/** What bash offers after these words. */
function offers(script: string, words: readonly string[]): readonly string[] {
  const list = words.map(word => `'${word}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _twin_tui; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n');
}

describe('completion', () => {
  it.skipIf(!existsSync('/bin/bash'))('offers commands, options and values in bash', async () => {
    const { stdout: script } = await runCli(['completion', 'bash']);
    expect(offers(script, ['twin-tui', 'tw'])).toEqual(['twin']);
    expect(offers(script, ['twin-tui', 'twin', 'pat'])).toEqual(['patch']);
    expect(offers(script, ['twin-tui', 'twin', 'patch', 'dev1', '--if'])).toEqual(['--if-match']);
    expect(offers(script, ['twin-tui', 'query', 'x', '--format', ''])).toEqual(['table', 'json', 'ndjson', 'csv']);
    expect(offers(script, ['twin-tui', 'hub', '--tier', 'S'])).toEqual(['S1', 'S2', 'S3']);
  });

  it('tells zsh and fish of every command', async () => {
    const [zsh, fish] = await Promise.all(['zsh', 'fish'].map(shell => runCli(['completion', shell])));
    expect(zsh!.stdout).toMatch(/^#compdef twin-tui\n/);
    expect(fish!.stdout).toContain("-n '__fish_seen_subcommand_from twin' -f -a patch -d");
    expect(fish!.stdout).toContain("-l format -x -a 'table json ndjson csv'");
  });

  it('knows the formats there are', () => {
    expect(formatOption().argChoices).toEqual(formats);
  });
});
