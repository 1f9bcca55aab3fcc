import { nameOf } from '../../http/identity-of-path.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { identityNotFound } from '../../identities/identity-errors.ts';

/** Cloud-to-device messages are sent over AMQP, which this hub does not speak: none ever waits. hub-reference 1.1, 3.11. */
export const purgeCommands: Operation = {
  name: 'PurgeCommands',
  method: 'DELETE',
  path: '/devices/{deviceId}/commands',
  access: 'ServiceConnect',
  run: ({ state }, request) => {
    const { deviceId } = nameOf(request);
    if (state.get('identity', deviceId) === undefined) throw identityNotFound({ deviceId });
    return jsonAnswer(200, { deviceId, moduleId: null, totalMessagesPurged: 0 });
  },
};
