import { decimalEtag } from '../../twin/etag.ts';
import type { HubContext } from '../context.ts';
import { type Identity, identityKey } from '../state/identity.ts';

/** An identity as GET shows it, its members in the order of captured answers. hub-reference 1.3. */
export function identityDocument({ connections }: Pick<HubContext, 'connections'>, identity: Identity): object {
  const { deviceId, moduleId, generationId, authentication, deviceScope, parentScopes } = identity;
  const activity = connections.activity(identityKey(deviceId, moduleId));
  const etag = decimalEtag(identity.etag);
  const connectionState = activity.connected ? 'Connected' : 'Disconnected';
  const { connectionStateUpdatedTime, lastActivityTime } = activity;
  const cloudToDeviceMessageCount = 0;
  if (moduleId !== undefined) {
    const { managedBy = null } = identity;
    const head = { moduleId, managedBy, deviceId, generationId, etag, connectionState };
    return { ...head, connectionStateUpdatedTime, lastActivityTime, cloudToDeviceMessageCount, authentication };
  }
  const { status, statusReason, statusUpdatedTime, capabilities } = identity;
  return {
    ...{ deviceId, generationId, etag, connectionState, status, statusReason },
    ...{ connectionStateUpdatedTime, statusUpdatedTime, lastActivityTime, cloudToDeviceMessageCount },
    ...{ authentication, capabilities },
    ...(deviceScope !== undefined && { deviceScope }),
    ...(parentScopes !== undefined && { parentScopes }),
  };
}
