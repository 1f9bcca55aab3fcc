import { execFileSync, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type Screen, spawnScreen } from './pseudo-terminal.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

export function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

/** What bash offers after these words, by the function that it calls on Tab. */
export function offersOfBash(script: string, words: readonly string[]): readonly string[] {
  const list = words.map(word => `'${word}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _twin_tui; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n');
}

/** What fish offers for a line, without the descriptions. */
export function offersOfFish(file: string, line: string): readonly string[] {
  const ask = ['-c', 'source $argv[1]; complete -C $argv[2]', file, line];
  const told = execFileSync('fish', ask, { encoding: 'utf8' }).trim();
  return told.split('\n').map(offer => offer.split('\t')[0]!);
}

/** A zsh as a person has it in a terminal, with its completion on and a folder of functions before its own. */
export async function openZsh(functions: string): Promise<Screen> {
  // -f: nobody's settings.
  const zsh = spawnScreen({ node: 'zsh', main: '-f', parameters: ['-i'], cwd: functions, env: { PS1: '> ' } });
  let isOver = false;
  void zsh.ended.then(() => {
    isOver = true;
  });
  onTestFinished(() => {
    if (!isOver) zsh.kill('SIGKILL');
    zsh.dispose();
  });
  await zsh.waitFor('> ');
  zsh.type(`fpath=('${functions}' $fpath); autoload -U compinit && compinit -u -D && print "ready"ly\r`);
  await zsh.waitFor('readyly\n');
  return zsh;
}
