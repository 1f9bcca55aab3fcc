import type { TwinTarget } from '../../twin/twin-document.ts';
import { readJsonObject } from '../json-argument.ts';
import { printJson } from '../output/print.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { readWrite } from '../twin-write.ts';
import { withConnection } from '../with-connection.ts';

export type TwinFlags = ConnectionFlags & { readonly module?: string; readonly ifMatch?: string };

export async function showTwin(deviceId: string, flags: TwinFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    await printJson(await connection.service.twins.get(targetOf(deviceId, flags)));
  });
}

export async function patchTwin(deviceId: string, json: string | undefined, flags: TwinFlags): Promise<void> {
  const patch = readWrite(await readJsonObject(json, 'the patch'), 'delete');
  await withConnection(flags, async ({ connection }) => {
    await printJson(await connection.service.twins.patch(targetOf(deviceId, flags), patch, flags.ifMatch));
  });
}

export async function replaceTwin(deviceId: string, json: string | undefined, flags: TwinFlags): Promise<void> {
  const content = readWrite(await readJsonObject(json, 'the replacement'), 'forbidden');
  await withConnection(flags, async ({ connection }) => {
    await printJson(await connection.service.twins.replace(targetOf(deviceId, flags), content, flags.ifMatch));
  });
}

export function targetOf(deviceId: string, { module: moduleId }: { readonly module?: string }): TwinTarget {
  return { deviceId, moduleId };
}
