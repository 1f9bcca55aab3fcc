import { assertNever } from '../../lib/errors.ts';
import type { ClientPacket } from './decode.ts';
import { pingResponse } from './encode.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { handlePublish } from './publish.ts';
import { handleSubscribe } from './subscribe.ts';
import { handleUnsubscribe } from './unsubscribe.ts';

/** A packet of a client that was let in goes to the handler of its name. MQTT 3.1.1, 3. */
export function handlePacket(connection: MqttConnection, packet: ClientPacket): void {
  switch (packet.cmd) {
    case 'publish':
      return handlePublish(connection, packet);
    case 'subscribe':
      return handleSubscribe(connection, packet);
    case 'unsubscribe':
      return handleUnsubscribe(connection, packet);
    case 'pingreq':
      return connection.send(pingResponse);
    case 'puback':
      return;
    case 'disconnect':
      connection.will = undefined;
      return connection.close('the client disconnected');
    case 'connect':
      return connection.close('a second CONNECT');
    case 'auth':
    case 'connack':
    case 'pingresp':
    case 'pubcomp':
    case 'pubrec':
    case 'pubrel':
    case 'suback':
    case 'unsuback':
      return connection.close(`${packet.cmd.toUpperCase()} is not for a client to send here`);
    default:
      assertNever(packet);
  }
}
