import { isObject, type JsonObject } from '../../lib/json.ts';
import { countDevices, meets } from '../count-devices.ts';
import { readJsonObject } from '../json-argument.ts';
import { note, printJson } from '../output/print.ts';
import { type ListFlags, printRows } from '../output/print-rows.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { withConnection } from '../with-connection.ts';

export type ConfigurationFlags = ConnectionFlags & { readonly ifMatch?: string; readonly dryRun?: boolean };

/** `configuration create` and `update`: says how many devices are targeted before it is sent. */
export async function writeConfiguration(
  id: string,
  json: string | undefined,
  flags: ConfigurationFlags & { readonly etag?: string },
): Promise<void> {
  const content = await readJsonObject(json, 'the configuration');
  await withConnection(flags, async ({ connection: { service } }) => {
    const target = typeof content.targetCondition === 'string' ? content.targetCondition : '';
    const count = target.trim() === '' ? 0 : await countDevices(service, target);
    if (flags.dryRun) {
      note('Nothing was written.');
      return printJson({ dryRun: true, devices: count, targetCondition: target });
    }
    note(meets(count, 'the target condition'));
    await printJson(await service.configurations.put(id, content, flags.etag));
  });
}

export async function showConfiguration(id: string, flags: ConnectionFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => printJson(await connection.service.configurations.get(id)));
}

export async function listConfigurations(flags: ListFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    const list = await connection.service.configurations.list();
    const rows = list.map(({ id, priority = 0, targetCondition = '', systemMetrics, etag }): JsonObject => {
      const { targetedCount = 0, appliedCount = 0 } = isObject(systemMetrics?.results) ? systemMetrics.results : {};
      return { id, priority, targetCondition, targeted: targetedCount, applied: appliedCount, etag };
    });
    await printRows(flags, rows);
  });
}

export async function deleteConfiguration(id: string, flags: ConfigurationFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    await connection.service.configurations.delete(id, flags.ifMatch);
    note(`deleted the configuration ${id}; what it wrote stays in the twins`);
  });
}
