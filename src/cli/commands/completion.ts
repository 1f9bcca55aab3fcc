import { Argument, type Command } from 'commander';

const examples = `
Examples:
  $ source <(twin-tui completion bash)                                   in ~/.bashrc
  $ twin-tui completion zsh > "\${fpath[1]}/_twin-tui"
  $ twin-tui completion fish > ~/.config/fish/completions/twin-tui.fish`;

export function defineCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'whose script').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples)
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { printCompletion } = await import('../actions/completion.ts');
      await printCompletion(program, shell);
    });
}
