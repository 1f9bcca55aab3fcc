import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { readString, readWord } from '../../http/body-members.ts';
import { argumentInvalid, HubError } from '../../hub-error.ts';
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

/** How an item that fails is told of, under the names it came with. */
export type FailedItem = { readonly error: JsonObject };

/**
 * An item that says what is not legal fails by itself, as one whose write is refused does; one that is no object at all
 * fails the whole request: throws HubError 400 then.
 */
export function readBulkItem(item: Json): BulkItem | FailedItem {
  if (!isObject(item)) throw argumentInvalid('each item must be an object with an id');
  try {
    return understand(item);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return failedItem({ deviceId: item.id, moduleId: item.moduleId }, error, item.importMode);
  }
}

type Sent = Json | undefined;

/** Only what is text is given back: what else may have been sent would not be one of these members. */
export function failedItem(
  { deviceId, moduleId }: { readonly deviceId: Sent; readonly moduleId?: Sent },
  { code, message }: HubError,
  operation: Sent,
): FailedItem {
  return {
    error: {
      ...(typeof deviceId === 'string' && { deviceId }),
      ...(typeof moduleId === 'string' && { moduleId }),
      errorCode: code,
      errorStatus: message,
      ...(typeof operation === 'string' && { operation }),
    },
  };
}

function understand(item: JsonObject): BulkItem {
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
