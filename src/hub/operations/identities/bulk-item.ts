import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { readString, readWord } from '../../http/body-members.ts';
import { argumentInvalid } from '../../hub-error.ts';
import { isIdentifier } from '../../identities/identifier.ts';

/** The last two are for import jobs, which C# defines for all (inferred to work here, too). hub-reference 1.6. */
const importModes = [
  'create',
  'update',
  'updateIfMatchETag',
  'delete',
  'deleteIfMatchETag',
  'updateTwin',
  'updateTwinIfMatchETag',
  'createOrUpdate',
  'createOrUpdateIfMatchETag',
] as const;
export type ImportMode = (typeof importModes)[number];

export type BulkItem = {
  readonly deviceId: string;
  readonly moduleId?: string | undefined;
  readonly mode: ImportMode;
  /** Without quotes. */
  readonly etag: string | undefined;
  readonly twinEtag: string | undefined;
  /** The identity's and the twin's members. */
  readonly body: JsonObject;
};

/** Throws HubError 400: an item that cannot be understood fails the whole request. */
export function readBulkItem(item: Json): BulkItem {
  if (!isObject(item)) throw argumentInvalid('each item must be an object with an id');
  const deviceId = readString(item, 'id', 128);
  const moduleId = readString(item, 'moduleId', 128);
  if (deviceId === undefined || !isIdentifier(deviceId)) throw argumentInvalid('an item lacks a valid id');
  if (moduleId !== undefined && !isIdentifier(moduleId)) throw argumentInvalid(`${deviceId} has no valid moduleId`);
  return {
    deviceId,
    moduleId,
    mode: readWord(item, 'importMode', importModes) ?? 'createOrUpdate',
    etag: unquoted(readString(item, 'eTag', 256) ?? readString(item, 'etag', 256)),
    twinEtag: unquoted(readString(item, 'twinETag', 256)),
    body: item,
  };
}

function unquoted(etag: string | undefined): string | undefined {
  return etag?.replace(/^"(.*)"$/, '$1');
}
