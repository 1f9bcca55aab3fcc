import type { Command } from 'commander';
import { formatOption } from './format-option.ts';

const body = 'JSON; read from stdin when absent or -';
const examples = `
Examples:
  $ twin-tui configuration create firmware-eu < firmware-eu.json
  $ twin-tui configuration list`;
const writeExamples = `
Example:
  $ twin-tui configuration create firmware-eu --dry-run < firmware-eu.json
with {"content":{"deviceContent":{"properties.desired.firmware":{"version":"1.1"}}},
      "targetCondition":"tags.region = 'EU'","priority":10}`;

export function defineConfiguration(program: Command): void {
  const configuration = program
    .command('configuration')
    .description('automatic device management: desired properties for all devices that meet a condition')
    .addHelpText('after', examples);
  configuration
    .command('list')
    .description('print all configurations')
    .addHelpText('after', '\nExample:\n  $ twin-tui configuration list')
    .addOption(formatOption())
    .action(async (_options, command: Command) => {
      const { listConfigurations } = await import('../actions/configuration.ts');
      await listConfigurations(command.optsWithGlobals());
    });
  configuration
    .command('show')
    .description('print a configuration and its metrics')
    .addHelpText('after', '\nExample:\n  $ twin-tui configuration show firmware-eu | jq .systemMetrics')
    .argument('<id>')
    .action(async (id: string, _options, command: Command) => {
      const { showConfiguration } = await import('../actions/configuration.ts');
      await showConfiguration(id, command.optsWithGlobals());
    });
  defineWriting(configuration);
}

function defineWriting(configuration: Command): void {
  configuration
    .command('create')
    .description('make a configuration; print it')
    .argument('<id>')
    .argument('[json]', body)
    .option('--dry-run', 'only count the devices')
    .addHelpText('after', writeExamples)
    .action(async (id: string, json: string | undefined, _options, command: Command) => {
      const { writeConfiguration } = await import('../actions/configuration.ts');
      await writeConfiguration(id, json, command.optsWithGlobals());
    });
  configuration
    .command('update')
    .description('replace a configuration; print it')
    .argument('<id>')
    .argument('[json]', body)
    .option('--if-match <etag>', 'only if this is still the etag, else exit 4', '*')
    .option('--dry-run', 'only count the devices')
    .addHelpText('after', writeExamples.replace('create', 'update'))
    .action(async (id: string, json: string | undefined, _options, command: Command) => {
      const { writeConfiguration } = await import('../actions/configuration.ts');
      const flags = command.optsWithGlobals();
      await writeConfiguration(id, json, { ...flags, etag: flags.ifMatch });
    });
  configuration
    .command('delete')
    .description('delete a configuration; what it wrote stays in the twins')
    .addHelpText('after', '\nExample:\n  $ twin-tui configuration delete firmware-eu')
    .argument('<id>')
    .option('--if-match <etag>', 'only if this is still the etag, else exit 4', '*')
    .action(async (id: string, _options, command: Command) => {
      const { deleteConfiguration } = await import('../actions/configuration.ts');
      await deleteConfiguration(id, command.optsWithGlobals());
    });
}
