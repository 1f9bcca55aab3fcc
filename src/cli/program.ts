import { Command, Option } from 'commander';
import type { ScreenFlags } from './actions/screen.ts';
import { defineCompletion } from './commands/completion.ts';
import { defineConfiguration } from './commands/configuration.ts';
import { defineDevice } from './commands/device.ts';
import { defineDoctor } from './commands/doctor.ts';
import { defineHub } from './commands/hub.ts';
import { defineJob } from './commands/job.ts';
import { defineMethod } from './commands/method.ts';
import { defineQuery } from './commands/query.ts';
import { defineTwin } from './commands/twin.ts';
import { refuseEmptyWords } from './empty-words.ts';
import type { ConnectionFlags } from './settings/config.ts';
import { paintSkeleton } from './skeleton.ts';
import { unknownCommand, withSuggestion } from './unknown-command.ts';
import { version } from './version.ts';

const exitCodes = `
Exit codes:
  0 done · 1 condition not met or an operation failed · 2 wrong usage · 3 cannot connect or not allowed
  4 conflict (412) · 5 throttled, try again · 130 interrupted`;

const precedence = `
Which hub: --connection-string, --connection or --hub; else IOTHUB_CONNECTION_STRING in the environment, then in .env;
  else the default connection of the settings file; else the local hub. "twin-tui doctor" shows where each value is from.`;

const examples = `
Examples:
  $ twin-tui                                     the screen, on a hub of its own
  $ twin-tui hub                                 that hub for your own programs
  $ twin-tui query "SELECT * FROM devices"       rows as a table, JSON, NDJSON or CSV
  $ twin-tui twin wait dev1 --where "properties.reported.ready = true" --timeout 30`;

const commands = [
  ...[defineHub, defineQuery, defineTwin, defineDevice, defineMethod, defineJob, defineConfiguration],
  ...[defineDoctor, defineCompletion],
];

/** All commands and their options. What a command does is loaded when it is run, and not before. */
export function createProgram(): Command {
  const program = new Command('twin-tui')
    .description('Azure IoT Hub device twins in a terminal: the device, the twin and the query at once.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', `${precedence}\n${exitCodes}\n${examples}`);
  addConnectionOptions(program);
  for (const option of screenOptions) program.addOption(option);
  program.action(async (_options, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined) command.error(unknownCommand(command, unknown));
    const flags = command.optsWithGlobals<ConnectionFlags & ScreenFlags>();
    if (!flags.screenReader) paintSkeleton();
    const { openScreen } = await import('./actions/screen.ts');
    await openScreen(flags);
  });
  for (const define of commands) define(program);
  for (const command of everyCommand(program)) {
    refuseEmptyWords(command);
    // Commander has it for commands that do nothing themselves.
    if (command.commands.length > 0) command.helpCommand('help [command]', 'print help of a command');
    command
      .allowExcessArguments(command === program)
      .exitOverride()
      .showHelpAfterError('Try --help for usage.')
      .configureHelp({ showGlobalOptions: true, visibleGlobalOptions })
      .configureOutput({
        outputError: (text, write) => write(withSuggestion(command, text).replace(/^error: /, 'twin-tui: ')),
      });
  }
  return program;
}

function addConnectionOptions(program: Command): void {
  program
    .option('--connection-string <string>', "a real hub's service connection string (or IOTHUB_CONNECTION_STRING)")
    .option('--connection <name>', 'a connection of the settings file')
    .addOption(new Option('--auth <kind>', 'a key, or a login with Microsoft Entra ID').choices(['key', 'login']))
    .option('--hub <hostName>', 'the real hub to sign in to, with --auth login')
    .option('--local', 'use the local hub, whatever the environment says')
    .option('--device <id>', 'the simulated device (default: myDeviceId)')
    .addOption(new Option('--transport <kind>', "the device's transport (default: mqtt)").choices(['mqtt', 'mqtt-ws']))
    .option('--data-dir <dir>', "where the local hub keeps its data (default: the platform's data directory)")
    .option('--ephemeral', 'keep nothing: a local hub that ends with the command, whatever the environment says')
    .option('--read-only', 'refuse whatever would change the hub');
}

/** Of the screen alone: other commands take them, and do nothing with them. */
const screenOptions = [
  new Option('--theme <name>', "the screen's colours (default: as the terminal is; or TWIN_TUI_THEME)").choices([
    'dark',
    'light',
  ]),
  new Option('--screen-reader', 'lines to be read aloud in the place of the panes (or INK_SCREEN_READER=true)'),
];

/** What holds for every command: neither the screen's own, nor what another one has that it stands below, as `hub`. */
function visibleGlobalOptions({ parent }: Command): Option[] {
  if (parent === null) return [];
  if (parent.parent !== null) return visibleGlobalOptions(parent);
  const names = screenOptions.map(({ long }) => long);
  return parent.options.filter(({ hidden, long }) => !hidden && !names.includes(long));
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
