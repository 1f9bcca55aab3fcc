import { bareObject } from '../../../lib/json.ts';
import { twinEtag } from '../../../twin/etag.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Operation } from '../../http/operation.ts';
import { desiredPatch } from './json-patch.ts';

/** JSON Patch (RFC 6902) of what is desired: `/property` or `/component/property`. hub-reference 4. */
export const patchDigitalTwin: Operation = {
  name: 'PatchDigitalTwin',
  method: 'PATCH',
  path: '/digitaltwins/{deviceId}',
  access: 'ServiceConnect',
  family: 'TwinUpdate',
  run: async ({ state, twins }, request) => {
    const { deviceId } = nameOf(request);
    const { ifMatch, cause } = request;
    // Read and written without a pause, so that what is replaced is what is there.
    const current = state.get('twin', deviceId)?.desired.values ?? bareObject();
    const twin = await twins.patch(deviceId, { desired: desiredPatch(current, request.json()) }, { ifMatch, cause });
    return { status: 202, headers: { ETag: `"${twinEtag(twin.etag)}"` }, version: twin.desired.version };
  },
};
