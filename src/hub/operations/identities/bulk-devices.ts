import { bounds } from '../../../lib/bounds.ts';
import type { JsonObject } from '../../../lib/json.ts';
import type { HubContext } from '../../context.ts';
import { type ErrorCode, hubError } from '../../error-codes.ts';
import type { Cause } from '../../feed.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid, HubError } from '../../hub-error.ts';
import { preconditionFailed } from '../../identities/identity-errors.ts';
import { IdentityWriter } from '../../identities/identity-writer.ts';
import { parseIdentity } from '../../identities/parse-identity.ts';
import { identityKey } from '../../state/identity.ts';
import { readServiceWrite } from '../../twins/service-write.ts';
import { type BulkItem, type FailedItem, failedItem, readBulkItem } from './bulk-item.ts';
import { FirstTwin } from './first-twin.ts';

const most = bounds.rest.bulkItems;

type Told = { readonly error?: JsonObject; readonly warning?: JsonObject };

/** What the header says of an answer whose body tells of each item that failed. hub-reference 0.6, 0.7. */
const failure: ErrorCode = 'BulkRegistryOperationFailure';

/** Each item succeeds or fails by itself; one that fails makes the answer 400, warnings do not. hub-reference 1.6. */
export const bulkDevices: Operation = {
  name: 'BulkDevices',
  method: 'POST',
  path: '/devices',
  access: 'RegistryWrite',
  family: 'RegistryWrite',
  holdsKeys: true,
  bodyLimit: bounds.rest.bulkBody,
  run: async (context, { json, cause }) => {
    const body = json();
    if (!Array.isArray(body)) throw hubError('IotHubFormatError', 'the body must be a bare array of devices');
    if (body.length > most) throw hubError('TooManyDevices', `${body.length} items were sent, the limit is ${most}`);
    const items = body.map(readBulkItem);
    const told = await Promise.all(applyAll(context, items, cause));
    const errors = told.flatMap(({ error }) => error ?? []);
    const warnings = told.flatMap(({ warning }) => warning ?? []);
    if (errors.length === 0) return jsonAnswer(200, { isSuccessful: true, errors, warnings });
    return jsonAnswer(400, { isSuccessful: false, errors, warnings }, { 'iothub-errorcode': failure });
  },
};

type Items = readonly (BulkItem | FailedItem)[];

function applyAll(context: HubContext, items: Items, cause: Cause): readonly (Told | Promise<Told>)[] {
  const seen = new Set<string>();
  return items.map(item => {
    if ('error' in item) return item;
    const key = identityKey(item.deviceId, item.moduleId);
    const isRepeated = seen.has(key);
    seen.add(key);
    return apply(context, item, cause, isRepeated);
  });
}

async function apply(context: HubContext, item: BulkItem, cause: Cause, isRepeated: boolean): Promise<Told> {
  const { deviceId, moduleId, mode } = item;
  const name = { deviceId, ...(moduleId !== undefined && { moduleId }) };
  try {
    if (isRepeated) throw hubError('DeviceDefinedMultipleTimes', `${deviceId} is named more than once`);
    const refusal = await applyItem(context, item, cause);
    if (!refusal) return {};
    return { warning: { ...name, warningCode: 'DeviceRegisteredWithoutTwin', warningStatus: refusal } };
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
    return failedItem(name, error, mode);
  }
}

/**
 * Each branch begins its write before anything else runs, so that items see those before them. Resolves with why a new
 * identity is without the twin that was asked for.
 */
async function applyItem(context: HubContext, item: BulkItem, cause: Cause): Promise<string | undefined> {
  const writer = new IdentityWriter(context);
  const exists = context.state.get('identity', identityKey(item.deviceId, item.moduleId)) !== undefined;
  const isNew = item.mode === 'create' || (!exists && item.mode.startsWith('createOrUpdate'));
  if (isNew) return create(context, writer, item, cause);
  await change(context, writer, item, cause);
  return undefined;
}

function change(context: HubContext, writer: IdentityWriter, item: BulkItem, cause: Cause): Promise<void> {
  switch (item.mode) {
    // Not met here, for it always makes a new one.
    case 'create':
    case 'createOrUpdate':
    case 'update':
      return update(writer, item, '*', cause);
    case 'createOrUpdateIfMatchETag':
    case 'updateIfMatchETag':
      return update(writer, item, requireEtag(item.etag), cause);
    case 'delete':
      return writer.delete(item, { ifMatch: '*', cause });
    case 'deleteIfMatchETag':
      return writer.delete(item, { ifMatch: requireEtag(item.etag), cause });
    case 'updateTwin':
      return updateTwin(context, item, '*', cause);
    case 'updateTwinIfMatchETag':
      return updateTwin(context, item, requireEtag(item.twinEtag), cause);
  }
}

async function create(
  context: HubContext,
  writer: IdentityWriter,
  item: BulkItem,
  cause: Cause,
): Promise<string | undefined> {
  const { deviceId, moduleId } = item;
  if (moduleId !== undefined && context.state.get('identity', deviceId) === undefined) {
    throw hubError('DeviceNotFound', deviceId);
  }
  const first = new FirstTwin(item.body, context.clock);
  await writer.create(parseIdentity(item.body, { deviceId, moduleId }), { cause, twin: empty => first.of(empty) });
  return first.refusal;
}

async function update(writer: IdentityWriter, item: BulkItem, ifMatch: string, cause: Cause): Promise<void> {
  const { deviceId, moduleId, body } = item;
  await writer.update(parseIdentity(body, { deviceId, moduleId }), { ifMatch, cause });
}

async function updateTwin(context: HubContext, item: BulkItem, ifMatch: string, cause: Cause): Promise<void> {
  const write = readServiceWrite(item.body);
  if (write.tags === undefined && write.desired === undefined) throw argumentInvalid('the item holds no twin');
  await context.twins.patch(identityKey(item.deviceId, item.moduleId), write, { ifMatch, cause });
}

function requireEtag(etag: string | undefined): string {
  if (etag === undefined) throw preconditionFailed('PreconditionFailed, Etag missing.');
  return etag;
}
