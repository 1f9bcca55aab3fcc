import type { RowWriter } from '../../query/engine/row-writer.ts';
import { type Section, type TwinState, twinVersion } from '../../twin/twin.ts';
import type { Identity } from '../state/identity.ts';

/** What queries ask for most, held in the index; the members of hub-reference 2.2 that are missing here are read. */
export function writeTwinRow(row: RowWriter, identity: Identity, twin: TwinState): void {
  row.member('status', identity.status);
  if (identity.statusReason !== null) row.member('statusReason', identity.statusReason);
  row.member('authenticationType', identity.authentication.type);
  row.member('modelId', twin.modelId);
  row.member('version', twinVersion(twin));
  if (Object.keys(twin.tags).length > 0) row.member('tags', twin.tags);
  if (Object.keys(twin.configurations).length > 0) row.member('configurations', twin.configurations);
  row.open('properties');
  writeSection(row, 'desired', twin.desired);
  writeSection(row, 'reported', twin.reported);
  row.close();
  row.member('capabilities', identity.capabilities);
  row.member('deviceScope', identity.deviceScope);
  row.member('parentScopes', identity.parentScopes);
}

function writeSection(row: RowWriter, name: string, { values, version }: Section): void {
  row.open(name);
  row.members(values);
  row.member('$version', version);
  row.close();
}

/** The roots that `writeTwinRow` writes. */
export const heldRoots: ReadonlySet<string> = new Set([
  'status',
  'statusReason',
  'authenticationType',
  'modelId',
  'version',
  'tags',
  'configurations',
  'properties',
  'capabilities',
  'deviceScope',
  'parentScopes',
]);
