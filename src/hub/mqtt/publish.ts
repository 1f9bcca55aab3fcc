import type { Publish } from './decode.ts';
import { getTwin } from './get-twin.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { receiveTelemetry } from './receive-telemetry.ts';
import { reportProperties } from './report-properties.ts';
import { isForeignTopic, parsePublishTopic } from './topics.ts';

/** PUBLISH: what the topic says is done; an unknown topic ends the connection. hub-reference 3.4, 3.5. */
export function handlePublish(connection: MqttConnection, packet: Publish): void {
  if (packet.qos === 2) return connection.close('QoS 2 is not supported');
  connection.expectAcknowledge(packet.messageId);
  const topic = parsePublishTopic(packet.topic, connection.key);
  switch (topic?.kind) {
    case 'twin-get':
      connection.acknowledge(packet.messageId);
      return getTwin(connection, topic.rid);
    case 'twin-patch':
      return reportProperties(connection, topic, packet.payload, packet.messageId);
    case 'method-answer':
      connection.acknowledge(packet.messageId);
      return connection.service.context.methods.answer(connection, topic.rid, topic.status, packet.payload);
    case 'telemetry':
      return receiveTelemetry(connection, topic.bag, packet);
    case undefined:
      if (!connection.service.lenient || isForeignTopic(packet.topic, connection.key)) {
        return connection.close(`PUBLISH to ${JSON.stringify(packet.topic)}, which is no topic of this identity`);
      }
      connection.acknowledge(packet.messageId);
  }
}
