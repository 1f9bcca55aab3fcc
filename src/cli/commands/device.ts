import type { Command } from 'commander';
import { formatOption } from './format-option.ts';

const examples = `
Examples:
  $ twin-tui device create sensor-7
  $ twin-tui device list --format ndjson | jq -r .deviceId
  $ CONNECTION=$(twin-tui device connection-string sensor-7) node my-device.js`;

export function defineDevice(program: Command): void {
  const device = program
    .command('device')
    .description('list, make and delete identities')
    .addHelpText('after', examples);
  device
    .command('list')
    .description('print all devices, page by page')
    .addHelpText('after', '\nExample:\n  $ twin-tui device list --format ndjson | jq -r .deviceId')
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
  defineState(device);
  withTarget(device.command('connection-string'))
    .description('print what the device connects with; it holds the key')
    .addHelpText('after', '\nExample:\n  $ CONNECTION=$(twin-tui device connection-string sensor-7) node my-device.js')
    .action(async (deviceId: string, _options, command: Command) => {
      const { printConnectionString } = await import('../actions/device.ts');
      await printConnectionString(deviceId, command.optsWithGlobals());
    });
}

function defineState(device: Command): void {
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
