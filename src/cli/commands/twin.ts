import type { Command } from 'commander';
import { seconds } from '../numbers.ts';

const examples = `
Examples:
  $ twin-tui twin show myDeviceId
  $ twin-tui twin patch myDeviceId '{"tags":{"plant":"Redmond43"}}'
  $ twin-tui twin wait myDeviceId --where "properties.reported.ready = true" --timeout 30`;
const showExamples = `
Examples:
  $ twin-tui twin show myDeviceId
  $ twin-tui twin show myDeviceId | jq .properties.reported`;
const patchExamples = `
Examples:
  $ twin-tui twin patch myDeviceId '{"tags":{"location":{"region":"US"}}}'
  $ echo '{"properties":{"desired":{"telemetryInterval":10}}}' | twin-tui twin patch myDeviceId
In a patch null deletes, objects are merged and arrays replaced whole.`;
const replaceExamples = `
Example:
  $ twin-tui twin replace myDeviceId < twin.json
Tags and desired properties become exactly what is given; what is not given is gone.`;
const watchExamples = `
Example:
  $ twin-tui twin watch myDeviceId | jq -c '[.version, .changedBy.by]'
Each version is one line of JSON; ends with Ctrl+C.`;
const waitExamples = `
Example:
  $ twin-tui twin wait myDeviceId --where "properties.reported.firmware.version = '1.1'" --timeout 60
Ends with 0 as soon as the condition holds, with 1 when the time is up, with 3 when the hub does not answer then.`;

const body = 'JSON; read from stdin when absent or -';
const ifMatch = ['--if-match <etag>', 'only if this is still the etag, else exit 4'] as const;

export function defineTwin(program: Command): void {
  const twin = program.command('twin').description('show and change twins').addHelpText('after', examples);
  withTarget(twin.command('show'))
    .description('print the whole twin as JSON')
    .addHelpText('after', showExamples)
    .action(async (deviceId: string, _options, command: Command) => {
      const { showTwin } = await import('../actions/twin.ts');
      await showTwin(deviceId, command.optsWithGlobals());
    });
  withTarget(twin.command('patch'))
    .description('merge into tags and desired properties; print the new twin')
    .argument('[json]', body)
    .option(...ifMatch)
    .addHelpText('after', patchExamples)
    .action(async (deviceId: string, json: string | undefined, _options, command: Command) => {
      const { patchTwin } = await import('../actions/twin.ts');
      await patchTwin(deviceId, json, command.optsWithGlobals());
    });
  withTarget(twin.command('replace'))
    .description('replace tags and desired properties; print the new twin')
    .argument('[json]', body)
    .option(...ifMatch)
    .addHelpText('after', replaceExamples)
    .action(async (deviceId: string, json: string | undefined, _options, command: Command) => {
      const { replaceTwin } = await import('../actions/twin.ts');
      await replaceTwin(deviceId, json, command.optsWithGlobals());
    });
  defineFollowing(twin);
}

function defineFollowing(twin: Command): void {
  withTarget(twin.command('watch'))
    .description('print each version of the twin as it comes')
    .addHelpText('after', watchExamples)
    .action(async (deviceId: string, _options, command: Command) => {
      const { watchTwin } = await import('../actions/twin-watch.ts');
      await watchTwin(deviceId, command.optsWithGlobals());
    });
  withTarget(twin.command('wait'))
    .description('wait until a condition holds for the twin')
    .requiredOption('--where <condition>', 'what follows WHERE in a query')
    .option('--timeout <seconds>', 'how long to wait', seconds('--timeout'), 60)
    .addHelpText('after', waitExamples)
    .action(async (deviceId: string, _options, command: Command) => {
      const { waitForTwin } = await import('../actions/twin-watch.ts');
      await waitForTwin(deviceId, command.optsWithGlobals());
    });
}

function withTarget(command: Command): Command {
  return command.argument('<deviceId>').option('--module <id>', "a module's twin of the device");
}
