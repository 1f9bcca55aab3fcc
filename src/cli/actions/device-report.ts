import { ClientError } from '../../clients/client-error.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { targetName } from '../../twin/twin-document.ts';
import { withoutReserved } from '../../twin/write.ts';
import { checkWrite } from '../checked-write.ts';
import { readJsonObject } from '../json-argument.ts';
import { printJson } from '../output/print.ts';
import { withConnection } from '../with-connection.ts';
import type { DeviceFlags } from './device.ts';
import { targetOf } from './twin.ts';

/** `device report`: connects as the device with its own key, merges into reported, prints the `$version` that made. */
export async function reportAsDevice(deviceId: string, json: string | undefined, flags: DeviceFlags): Promise<void> {
  const patch = withoutReserved(await readJsonObject(json, 'the report'));
  refuseSections(patch);
  checkWrite('reported', patch, 'delete');
  await withConnection(flags, async ({ connection }) => {
    const target = targetOf(deviceId, flags);
    const device = connection.device(target);
    await device.connect().catch((error: unknown) => {
      throw error instanceof ClientError && error.trouble === 'device-disabled' ? disabled(error, deviceId) : error;
    });
    const outcome = await device.report(patch);
    if (outcome.kind === 'kept') {
      throw new AppError(`${targetName(target)} lost its connection before the hub had acknowledged the report`, {
        hint: `Look at what the hub has: twin-tui twin show ${deviceId}`,
        exitCode: ExitCode.connection,
      });
    }
    await printJson({ $version: outcome.version });
  });
}

/** The hint that comes with it names keys of the screen. */
function disabled({ trouble, message, cause }: ClientError, deviceId: string): ClientError {
  return new ClientError(trouble, message, { hint: `Enable it: twin-tui device enable ${deviceId}`, cause });
}

/** What a service writes has these members; a device that reports them has mistaken one for the other. */
function refuseSections(patch: { readonly [key: string]: unknown }): void {
  const keys = Object.keys(patch);
  const mistaken = keys.length === 1 && ['properties', 'reported'].find(name => name === keys[0]);
  if (!mistaken) return;
  throw new AppError(`a report has what is in reported, found ${JSON.stringify(mistaken)} around it`, {
    hint: 'Expected {"battery":80}, without "properties" or "reported".',
    exitCode: ExitCode.usage,
  });
}
