import { type Command, Option } from 'commander';
import { tiers } from '../../hub/faults/faults.ts';
import { moment, port, positiveInteger, wholeNumber } from '../numbers.ts';
import { defineHubAdmin } from './hub-admin.ts';

const examples = `
Examples:
  $ twin-tui hub
  $ twin-tui hub --json --mqtt-port 0 --https-port 0 --ephemeral     for test suites: one line when ready
  $ twin-tui hub --tier S1 --index-lag 2000                          refuses and lags as a small real hub does
SDKs other than Node's reach a hub on 8883 and 443 only; where 443 may not be bound, 8443 is used and said.`;

export function defineHub(program: Command): void {
  const hub = program
    .command('hub')
    .description('run the local hub until it is interrupted; print how to connect')
    .option('--json', 'print one line of JSON when ready, instead of recipes')
    .option('--mqtt-port <port>', 'for devices; 0 takes a free one (default: 8883)', port('--mqtt-port'))
    .option('--https-port <port>', 'for services; 0 takes a free one (default: 443, else 8443)', port('--https-port'))
    .option('--host <address>', 'the address to listen on; any other than loopback lets others in', '127.0.0.1')
    .option('--lenient', 'tolerate undocumented topics instead of closing the connection')
    .option('--log', 'print each request and connection to stderr')
    .option('--import <file>', 'fill the hub, which must be empty, with an export; - reads stdin')
    .option('--conformance', 'print every rule the hub keeps, its evidence and its test, and end');
  defineProvocations(hub);
  hub.addHelpText('after', examples).action(async (_options, command: Command) => {
    const { runHub } = await import('../actions/hub.ts');
    await runHub(command.optsWithGlobals());
  });
  defineHubAdmin(hub);
}

function defineProvocations(hub: Command): void {
  hub
    .addOption(new Option('--tier <tier>', 'throttle as this tier does').choices([...tiers]).default('off'))
    .option('--units <number>', "what the tier's quotas are multiplied with", positiveInteger('--units'), 1)
    .option('--latency <ms>', 'let every answer wait', wholeNumber('--latency'))
    .option('--index-lag <ms>', 'show writes to queries so much later', wholeNumber('--index-lag'))
    .option('--fixed-time <time>', 'let the clock stand still, e.g. at 2024-01-31T12:00:00Z', moment('--fixed-time'))
    .option('--seed <text>', 'make keys and etags repeat themselves; for tests only');
}
