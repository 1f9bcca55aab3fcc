import { nameOf } from '../../http/identity-of-path.ts';
import type { Operation } from '../../http/operation.ts';
import { identityKey } from '../../state/identity.ts';

/** Cloud-to-device messages are sent over AMQP, which this hub does not speak: there is never one. hub-reference 3.11. */
export const receiveMessage: Operation = {
  name: 'ReceiveMessage',
  method: 'GET',
  path: '/devices/{deviceId}/messages/deviceBound',
  access: 'identity',
  family: 'MessageReceive',
  run: ({ connections }, request) => {
    connections.touch(identityKey(nameOf(request).deviceId));
    return { status: 204 };
  },
};
