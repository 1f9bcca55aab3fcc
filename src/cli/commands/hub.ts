import type { Command } from 'commander';
import { port } from '../numbers.ts';

const examples = `
Examples:
  $ twin-tui hub
  $ twin-tui hub --json --mqtt-port 0 --https-port 0 --ephemeral     for test suites: one line when ready
SDKs other than Node's reach a hub on 8883 and 443 only; where 443 may not be bound, 8443 is used and said.`;

export function defineHub(program: Command): void {
  program
    .command('hub')
    .description('run the local hub until it is interrupted; print how to connect')
    .option('--json', 'print one line of JSON when ready, instead of recipes')
    .option('--mqtt-port <port>', 'for devices; 0 takes a free one (default: 8883)', port('--mqtt-port'))
    .option('--https-port <port>', 'for services; 0 takes a free one (default: 443, else 8443)', port('--https-port'))
    .option('--host <address>', 'the address to listen on; any other than loopback lets others in', '127.0.0.1')
    .option('--lenient', 'tolerate undocumented topics instead of closing the connection')
    .option('--log', 'print each request and connection to stderr')
    .addHelpText('after', examples)
    .action(async (_options, command: Command) => {
      const { runHub } = await import('../actions/hub.ts');
      await runHub(command.optsWithGlobals());
    });
}
