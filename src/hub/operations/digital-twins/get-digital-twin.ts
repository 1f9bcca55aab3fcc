import { twinEtag } from '../../../twin/etag.ts';
import { hubError } from '../../error-codes.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { readSettled } from '../../state/settled.ts';
import { digitalTwinDocument } from './digital-twin-document.ts';

/** Works for devices without a model, too. hub-reference 4. */
export const getDigitalTwin: Operation = {
  name: 'GetDigitalTwin',
  method: 'GET',
  path: '/digitaltwins/{deviceId}',
  access: 'ServiceConnect',
  family: 'TwinRead',
  run: async ({ state }, request) => {
    const { deviceId } = nameOf(request);
    const twin = await readSettled(state, 'twin', deviceId);
    if (twin === undefined) throw hubError('DeviceNotFound', deviceId);
    return jsonAnswer(200, digitalTwinDocument(deviceId, twin), { ETag: `"${twinEtag(twin.etag)}"` });
  },
};
