import type { Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type Place, placesOf } from '../completion/places.ts';
import { zshScript } from '../completion/zsh.ts';
import { print } from '../output/print.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

const scripts: { readonly [S in Shell]: (places: readonly Place[]) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** A shell's script, made from the commands themselves. */
export async function printCompletion(program: Command, shell: Shell): Promise<void> {
  await print(scripts[shell](placesOf(program)));
}
