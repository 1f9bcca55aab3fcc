import type { Command } from 'commander';

const examples = `
Examples:
  $ twin-tui doctor
  $ twin-tui doctor --connection-string "$STRING" --json`;

export function defineDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what is wrong with a connection: string, host, ports, TLS, clock, key, rights')
    .option('--json', 'one JSON object instead of lines')
    .addHelpText('after', examples)
    .action(async (_options, command: Command) => {
      const { runDoctor } = await import('../actions/doctor.ts');
      await runDoctor(command.optsWithGlobals());
    });
}
