import { twinEtag } from '../../../twin/etag.ts';
import { type TwinState, twinVersion } from '../../../twin/twin.ts';
import type { HubContext } from '../../context.ts';
import { hubError } from '../../error-codes.ts';
import type { IdentityName } from '../../http/identity-of-path.ts';
import type { Answer } from '../../http/operation.ts';
import { currentTwinJson } from '../../twins/twin-json.ts';

/** 200 with the whole twin. Throws HubError 404. */
export function twinAnswer(context: HubContext, name: IdentityName, twin: TwinState | undefined): Answer {
  const body = twin && currentTwinJson(context, name, twin);
  // A missing module's twin answers DeviceNotFound, too. hub-reference 2.1.
  if (twin === undefined || body === undefined) throw hubError('DeviceNotFound', name.deviceId);
  return { status: 200, headers: { ETag: `"${twinEtag(twin.etag)}"` }, body, version: twinVersion(twin) };
}
