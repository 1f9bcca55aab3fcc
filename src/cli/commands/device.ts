import type { Command } from 'commander';
import { formatOption } from './format-option.ts';

const examples = `
Examples:
  $ twin-tui device create sensor-7
  $ twin-tui device list --format ndjson | jq -r .deviceId
  $ twin-tui device report sensor-7 '{"battery":80}'
  $ CONNECTION=$(twin-tui device connection-string sensor-7) node my-device.js`;

const listExamples = `
Examples:
  $ twin-tui device list --format ndjson | jq -r .deviceId
  $ twin-tui device list --modules
  $ twin-tui query "SELECT * FROM devices.modules WHERE deviceId = 'sensor-7'"`;
const reportExamples = `
Examples:
  $ twin-tui device report sensor-7 '{"battery":80}'
  $ echo '{"firmware":{"version":"1.1"}}' | twin-tui device report sensor-7 --module camera
In a report null deletes, objects are merged and arrays replaced whole.
A hub has one connection of a device at a time: where it is connected elsewhere, that connection ends.`;

export function defineDevice(program: Command): void {
  const device = program
    .command('device')
    .description('list, make and delete identities; report as a device')
    .addHelpText('after', examples);
  device
    .command('list')
    .description('print all devices, page by page')
    .option('--modules', 'all modules of all devices instead')
    .addHelpText('after', listExamples)
    .addOption(formatOption())
    .action(async (_options, command: Command) => {
      const { listDevices } = await import('../actions/device.ts');
      await listDevices(command.optsWithGlobals());
    });
  withTarget(device.command('create'))
    .description('make an identity; print its connection string')
    .addHelpText(
      'after',
      '\nExamples:\n  $ twin-tui device create sensor-7\n  $ twin-tui device create sensor-7 --module camera',
    )
    .action(async (deviceId: string, _options, command: Command) => {
      const { createDevice } = await import('../actions/device.ts');
      await createDevice(deviceId, command.optsWithGlobals());
    });
  withTarget(device.command('delete'))
    .description('delete an identity, its twin and its modules')
    .addHelpText('after', '\nExample:\n  $ twin-tui device delete sensor-7')
    .action(async (deviceId: string, _options, command: Command) => {
      const { deleteDevice } = await import('../actions/device.ts');
      await deleteDevice(deviceId, command.optsWithGlobals());
    });
  defineDoing(device);
  withTarget(device.command('connection-string'))
    .description('print what the device connects with; it holds the key')
    .addHelpText('after', '\nExample:\n  $ CONNECTION=$(twin-tui device connection-string sensor-7) node my-device.js')
    .action(async (deviceId: string, _options, command: Command) => {
      const { printConnectionString } = await import('../actions/device.ts');
      await printConnectionString(deviceId, command.optsWithGlobals());
    });
}

function defineDoing(device: Command): void {
  withTarget(device.command('report'))
    .description("connect as the device and merge into its reported properties; print the section's new $version")
    .argument('[json]', 'JSON; read from stdin when absent or -')
    .addHelpText('after', reportExamples)
    .action(async (deviceId: string, json: string | undefined, _options, command: Command) => {
      const { reportAsDevice } = await import('../actions/device-report.ts');
      await reportAsDevice(deviceId, json, command.optsWithGlobals());
    });
  for (const status of ['enable', 'disable'] as const) {
    device
      .command(status)
      .description(`${status} a device`)
      .addHelpText('after', `\nExample:\n  $ twin-tui device ${status} sensor-7`)
      .argument('<deviceId>')
      .action(async (deviceId: string, _options, command: Command) => {
        const { setDeviceStatus } = await import('../actions/device.ts');
        await setDeviceStatus(deviceId, `${status}d`, command.optsWithGlobals());
      });
  }
}

function withTarget(command: Command): Command {
  return command.argument('<deviceId>').option('--module <id>', 'a module of the device');
}
