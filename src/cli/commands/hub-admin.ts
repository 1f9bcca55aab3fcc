import type { Command } from 'commander';
import { controlActions } from '../../hub/faults/control-command.ts';
import { controlUsage } from '../../hub/faults/control-words.ts';
import { formatOption } from './format-option.ts';

const rights = 'RegistryRead, RegistryWrite, ServiceConnect, DeviceConnect';
/** SHA-256, as the hub prints them; the 40 digits that `openssl` shows by default are SHA-1. */
const exampleThumbprint = '2F3A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718';
const controlExamples = `
Words:
${controlUsage.replaceAll(/^/gm, '  ')}

Examples:
  $ twin-tui hub control throttle S1
  $ twin-tui hub control drop myDeviceId`;

/** What is done to a local hub beside running it. */
export function defineHubAdmin(hub: Command): void {
  hub
    .command('control')
    .description('provoke what a running hub is to do: throttle, latency, index lag, lost connections, a fixed clock')
    .argument('<words...>', `${controlActions.join(', ')}; what each takes is below`)
    .addHelpText('after', controlExamples)
    .action(async (words: string[], _options, command: Command) => {
      const { controlHub } = await import('../actions/hub-control.ts');
      await controlHub(words, command.optsWithGlobals());
    });
  definePolicy(
    hub
      .command('policy')
      .description('shared access policies of the local hub')
      .addHelpText('after', '\nExample:\n  $ twin-tui hub policy put reader RegistryRead ServiceConnect'),
  );
  defineAuthority(
    hub
      .command('authority')
      .description('certificate authorities whose devices the local hub lets in')
      .addHelpText('after', '\nExample:\n  $ twin-tui hub authority add my-root-ca.pem'),
  );
  hub
    .command('export')
    .description('print all that the local hub keeps as JSON lines, keys included')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub export > hub.ndjson')
    .action(async (_options, command: Command) => {
      const { exportHub } = await import('../actions/hub-transfer.ts');
      await exportHub(command.optsWithGlobals());
    });
  hub
    .command('import')
    .description('fill an empty data directory with an export')
    .argument('<file>', 'the export; - reads it from stdin')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub import hub.ndjson --data-dir ./copy')
    .action(async (file: string, _options, command: Command) => {
      const { importHub } = await import('../actions/hub-transfer.ts');
      await importHub(file, command.optsWithGlobals());
    });
}

function definePolicy(policy: Command): void {
  policy
    .command('list')
    .description('print names and rights')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub policy list --format table')
    .addOption(formatOption())
    .action(async (_options, command: Command) => {
      const { listPolicies } = await import('../actions/hub-policy.ts');
      await listPolicies(command.optsWithGlobals());
    });
  policy
    .command('put')
    .description('make a policy, or change its rights; print its connection string')
    .argument('<name>')
    .argument('<rights...>', rights)
    .addHelpText('after', '\nExample:\n  $ twin-tui hub policy put reader RegistryRead ServiceConnect')
    .action(async (name: string, chosen: string[], _options, command: Command) => {
      const { putPolicy } = await import('../actions/hub-policy.ts');
      await putPolicy(name, chosen, command.optsWithGlobals());
    });
  policy
    .command('delete')
    .description('delete a policy; its strings are refused from then on')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub policy delete reader')
    .argument('<name>')
    .action(async (name: string, _options, command: Command) => {
      const { deletePolicy } = await import('../actions/hub-policy.ts');
      await deletePolicy(name, command.optsWithGlobals());
    });
}

function defineAuthority(authority: Command): void {
  authority
    .command('list')
    .description('print thumbprints, subjects and ends')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub authority list --format table')
    .addOption(formatOption())
    .action(async (_options, command: Command) => {
      const { listAuthorities } = await import('../actions/hub-authority.ts');
      await listAuthorities(command.optsWithGlobals());
    });
  authority
    .command('add')
    .description('register an authority')
    .addHelpText('after', '\nExample:\n  $ twin-tui hub authority add my-root-ca.pem')
    .argument('<file>', 'its certificate, PEM')
    .action(async (file: string, _options, command: Command) => {
      const { addAuthority } = await import('../actions/hub-authority.ts');
      await addAuthority(file, command.optsWithGlobals());
    });
  authority
    .command('delete')
    .description('forget an authority')
    .addHelpText('after', `\nExample:\n  $ twin-tui hub authority delete ${exampleThumbprint}`)
    .argument('<thumbprint>', 'as list prints it')
    .action(async (thumbprint: string, _options, command: Command) => {
      const { deleteAuthority } = await import('../actions/hub-authority.ts');
      await deleteAuthority(thumbprint, command.optsWithGlobals());
    });
}
