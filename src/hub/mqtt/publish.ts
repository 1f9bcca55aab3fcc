import type { IPublishPacket } from 'mqtt-packet';
import { messageOf } from '../../lib/errors.ts';
import { injectFault } from './fault-injection.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { parsePropertyBag } from './property-bag.ts';
import { emitTelemetry } from './telemetry.ts';
import { parsePublishTopic } from './topics.ts';
import { answerTwinGet, answerTwinPatch } from './twin-requests.ts';

const largestMessage = 256 * 1024;

/** PUBLISH: what the topic says is done; an unknown topic ends the connection. hub-reference 3.4, 3.5. */
export function handlePublish(connection: MqttConnection, packet: IPublishPacket): void {
  if (packet.qos === 2) return connection.close('QoS 2 is not supported');
  const topic = parsePublishTopic(packet.topic, connection.key);
  if (topic === undefined && !connection.service.lenient) {
    return connection.close(`the hub has no topic ${JSON.stringify(packet.topic)}`);
  }
  const payload = packet.payload as Buffer;
  if (payload.length > largestMessage) return connection.close(`a message is larger than ${largestMessage} bytes`);
  if (packet.qos === 1) connection.send({ cmd: 'puback', messageId: packet.messageId! });
  connection.service.context.connections.touch(connection.key);
  switch (topic?.kind) {
    case 'twin-get':
      return answerTwinGet(connection, topic.rid);
    case 'twin-patch':
      return answerTwinPatch(connection, topic, payload);
    case 'method-answer':
      return connection.service.context.methods.answer(connection, topic.rid, topic.status, payload);
    case 'telemetry':
      return handleTelemetry(connection, topic.bag, packet);
    case undefined:
      return;
  }
}

function handleTelemetry(connection: MqttConnection, bag: string, packet: IPublishPacket): void {
  const turn = connection.service.context.faults.admit('TelemetrySend');
  const accept = () => {
    emitTelemetry(connection, bag, packet.payload as Buffer, packet.retain ? { 'mqtt-retain': 'true' } : {});
    injectFault(connection, parsePropertyBag(bag));
  };
  if (turn === undefined) accept();
  else turn.then(accept, error => connection.close(messageOf(error)));
}
