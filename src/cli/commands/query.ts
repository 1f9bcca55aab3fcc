import type { Command } from 'commander';
import { positiveInteger } from '../numbers.ts';
import { formatOption } from './format-option.ts';

const examples = `
Examples:
  $ twin-tui query "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'"
  $ twin-tui query "SELECT deviceId, properties.reported.battery FROM devices" --format csv > battery.csv
  $ twin-tui query "SELECT COUNT() AS n FROM devices" --format ndjson | jq .n`;

export function defineQuery(program: Command): void {
  program
    .command('query')
    .description('run a twin query; pages are printed as they come')
    .argument('<sql>', 'the query')
    .addOption(formatOption())
    .option('--page-size <rows>', 'rows a page, at most 100 on a real hub', positiveInteger('--page-size'))
    .option('--explain', 'print how the local hub answers the query, not its rows')
    .addHelpText('after', examples)
    .action(async (text: string, _options, command: Command) => {
      const { runQuery } = await import('../actions/query.ts');
      await runQuery(text, command.optsWithGlobals());
    });
}
