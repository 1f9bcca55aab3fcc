import type { Command } from 'commander';
import { seconds } from '../numbers.ts';

const examples = `
Examples:
  $ twin-tui method invoke myDeviceId reboot
  $ twin-tui method invoke myDeviceId setInterval 10
  $ echo '{"delay":5}' | twin-tui method invoke myDeviceId echo -

The simulated device of the screen has the methods echo, reboot and setInterval <seconds>; any other it answers 501.`;

export function defineMethod(program: Command): void {
  program
    .command('method')
    .description('call direct methods')
    .addHelpText('after', '\nExample:\n  $ twin-tui method invoke myDeviceId reboot')
    .command('invoke')
    .description("call a method on a connected device; print the device's status and payload")
    .argument('<deviceId>')
    .argument('<name>', "the method's name")
    .argument('[payload]', 'JSON; - reads it from stdin', undefined)
    .option('--module <id>', 'call it on a module of the device')
    .option('--response-timeout <seconds>', 'how long the device may take, 5 to 300', seconds('--response-timeout'), 30)
    .option(
      '--connect-timeout <seconds>',
      'how long to wait for the device to connect',
      seconds('--connect-timeout'),
      0,
    )
    .addHelpText('after', examples)
    .action(async (deviceId: string, name: string, payload: string | undefined, _options, command: Command) => {
      const { invokeMethod } = await import('../actions/method.ts');
      await invokeMethod(deviceId, name, payload, command.optsWithGlobals());
    });
}
