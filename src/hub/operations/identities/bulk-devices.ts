import { bounds } from '../../../lib/bounds.ts';
import type { TwinState } from '../../../twin/twin.ts';
import { patchTwin } from '../../../twin/write.ts';
import { timestamp } from '../../clock.ts';
import type { HubContext } from '../../context.ts';
import { hubError } from '../../error-codes.ts';
import type { Cause } from '../../feed.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid, HubError } from '../../hub-error.ts';
import { preconditionFailed } from '../../identities/identity-errors.ts';
import { IdentityWriter } from '../../identities/identity-writer.ts';
import { parseIdentity } from '../../identities/parse-identity.ts';
import { identityKey } from '../../state/identity.ts';
import { ruled } from '../../twins/ruled.ts';
import { readServiceWrite } from '../twins/service-write.ts';
import { type BulkItem, readBulkItem } from './bulk-item.ts';

const most = bounds.rest.bulkItems;

/** Each item succeeds or fails by itself; one that fails makes the answer 400. hub-reference 1.6. */
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
    const errors = (await Promise.all(applyAll(context, items, cause))).flatMap(error => error ?? []);
    return jsonAnswer(errors.length === 0 ? 200 : 400, { isSuccessful: errors.length === 0, errors, warnings: [] });
  },
};

function applyAll(
  context: HubContext,
  items: readonly BulkItem[],
  cause: Cause,
): readonly Promise<object | undefined>[] {
  const seen = new Set<string>();
  return items.map(item => {
    const key = identityKey(item.deviceId, item.moduleId);
    const isRepeated = seen.has(key);
    seen.add(key);
    return apply(context, item, cause, isRepeated);
  });
}

async function apply(
  context: HubContext,
  item: BulkItem,
  cause: Cause,
  isRepeated: boolean,
): Promise<object | undefined> {
  const { deviceId, moduleId, mode } = item;
  try {
    if (isRepeated) throw hubError('DeviceDefinedMultipleTimes', `${deviceId} is named more than once`);
    await applyItem(context, item, cause);
    return undefined;
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
    const name = { deviceId, ...(moduleId !== undefined && { moduleId }) };
    return { ...name, errorCode: error.code, errorStatus: error.message, operation: mode };
  }
}

/** Each branch begins its write before anything else runs, so that items see those before them. */
async function applyItem(context: HubContext, item: BulkItem, cause: Cause): Promise<void> {
  const writer = new IdentityWriter(context);
  const exists = context.state.get('identity', identityKey(item.deviceId, item.moduleId)) !== undefined;
  switch (item.mode) {
    case 'create':
      return create(context, writer, item, cause);
    case 'update':
      return update(writer, item, '*', cause);
    case 'updateIfMatchETag':
      return update(writer, item, requireEtag(item.etag), cause);
    case 'createOrUpdate':
      return exists ? update(writer, item, '*', cause) : create(context, writer, item, cause);
    case 'createOrUpdateIfMatchETag':
      return exists ? update(writer, item, requireEtag(item.etag), cause) : create(context, writer, item, cause);
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

async function create(context: HubContext, writer: IdentityWriter, item: BulkItem, cause: Cause): Promise<void> {
  const { deviceId, moduleId } = item;
  if (moduleId !== undefined && context.state.get('identity', deviceId) === undefined) {
    throw hubError('DeviceNotFound', deviceId);
  }
  const write = readServiceWrite(item.body);
  const now = timestamp(context.clock);
  const twin = (empty: TwinState) => ruled(() => patchTwin(empty, write, now).twin);
  await writer.create(parseIdentity(item.body, { deviceId, moduleId }), { cause, twin });
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
