import type { JsonObject } from '../../lib/json.ts';
import { note, print } from '../output/print.ts';
import { printPages } from '../output/print-pages.ts';
import { formatOf } from '../output/print-rows.ts';
import { type Format, rowWriter } from '../output/row-writer.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { withConnection } from '../with-connection.ts';
import { targetOf } from './twin.ts';

export type DeviceFlags = ConnectionFlags & { readonly module?: string };

const columns = [
  'deviceId',
  'moduleId',
  'status',
  'connectionState',
  'lastActivityTime',
  'authenticationType',
] as const;

/** A query and not the registry's list, which ends at 1000. */
export async function listDevices(
  flags: ConnectionFlags & { readonly format?: Format; readonly modules?: boolean },
): Promise<void> {
  await withConnection(flags, async ({ connection, signal }) => {
    const text = `SELECT * FROM ${flags.modules ? 'devices.modules' : 'devices'}`;
    const pages = async function* () {
      for await (const { rows } of connection.service.query(text, { pageSize: 100, signal })) yield rows.map(shown);
    };
    await printPages(rowWriter(formatOf(flags)), pages(), signal);
  });
}

export async function createDevice(deviceId: string, flags: DeviceFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    const target = targetOf(deviceId, flags);
    await connection.service.identities.create(target);
    await print(`${await connection.deviceConnectionString(target)}\n`);
  });
}

export async function deleteDevice(deviceId: string, flags: DeviceFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    await connection.service.identities.delete(targetOf(deviceId, flags));
    note(`deleted ${deviceId}${flags.module === undefined ? '' : `/${flags.module}`}`);
  });
}

export async function setDeviceStatus(
  deviceId: string,
  status: 'enabled' | 'disabled',
  flags: DeviceFlags,
): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    await connection.service.identities.setStatus(deviceId, status);
    note(`${deviceId} is ${status}`);
  });
}

export async function printConnectionString(deviceId: string, flags: DeviceFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    await print(`${await connection.deviceConnectionString(targetOf(deviceId, flags))}\n`);
  });
}

function shown(twin: JsonObject): JsonObject {
  return Object.fromEntries(columns.filter(name => twin[name] !== undefined).map(name => [name, twin[name]!]));
}
