import type { ISubscribePacket, IUnsubscribePacket } from 'mqtt-packet';
import type { MqttConnection } from './mqtt-connection.ts';
import { parseFilter } from './topics.ts';
import { mqttRecord } from './wire-record.ts';

/** SUBSCRIBE: a filter the hub does not know ends the connection; a SUBACK always means success. hub-reference 3.4. */
export function handleSubscribe(connection: MqttConnection, packet: ISubscribePacket): void {
  const { service, session, key } = connection;
  const granted: (0 | 1)[] = [];
  for (const { topic, qos } of packet.subscriptions) {
    const subscription = parseFilter(topic, key);
    const grant = qos === 0 ? 0 : 1;
    if (subscription !== undefined) session.set(subscription, grant);
    else if (!service.lenient) return connection.close(`the hub has no topic filter ${JSON.stringify(topic)}`);
    granted.push(grant);
  }
  connection.send({ cmd: 'suback', messageId: packet.messageId!, granted });
  service.context.connections.touch(key);
  if (connection.takesMethods) service.context.connections.ready(connection);
  if (service.context.feed.watched) {
    mqttRecord(connection, {
      direction: 'in',
      what: `SUBSCRIBE ${packet.subscriptions.map(({ topic }) => topic).join(', ')}`,
    });
  }
}

export function handleUnsubscribe(connection: MqttConnection, packet: IUnsubscribePacket): void {
  for (const filter of packet.unsubscriptions) {
    const subscription = parseFilter(filter, connection.key);
    if (subscription !== undefined) connection.session.delete(subscription);
  }
  connection.send({ cmd: 'unsuback', messageId: packet.messageId!, granted: [] });
}
