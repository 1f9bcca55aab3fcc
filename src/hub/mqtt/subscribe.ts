import mqtt, { type ISubscribePacket } from 'mqtt-packet';
import { messageOf } from '../../lib/errors.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { isForeignTopic, parseFilter } from './topics.ts';
import { mqttRecord } from './wire-record.ts';

/**
 * SUBSCRIBE: a filter the hub does not know ends the connection; a SUBACK always means success. hub-reference 3.4. It
 * is sent when a persistent session is on disk.
 */
export function handleSubscribe(connection: MqttConnection, packet: ISubscribePacket): void {
  const { service, session, key } = connection;
  if (packet.subscriptions.length === 0) return connection.close('malformed packet: a SUBSCRIBE without a filter');
  const granted: (0 | 1)[] = [];
  let changed = false;
  for (const { topic, qos } of packet.subscriptions) {
    const subscription = parseFilter(topic, key);
    const grant = qos === 0 ? 0 : 1;
    if (subscription !== undefined) {
      changed ||= session.get(subscription) !== grant;
      session.set(subscription, grant);
    } else if (!service.lenient || isForeignTopic(topic, key)) {
      return connection.close(`SUBSCRIBE to ${JSON.stringify(topic)}, which is no topic filter of this identity`);
    }
    granted.push(grant);
  }
  const answer = mqtt.generate({ cmd: 'suback', messageId: packet.messageId!, granted });
  sendWhenSaved(connection, answer, changed);
  if (connection.takesMethods) service.context.connections.ready(connection);
  if (service.context.feed.watched) {
    mqttRecord(connection, {
      direction: 'in',
      what: `SUBSCRIBE ${packet.subscriptions.map(({ topic }) => topic).join(', ')}`,
    });
  }
}

/** Acknowledges a change of subscriptions. */
export function sendWhenSaved(connection: MqttConnection, answer: Buffer, changed: boolean): void {
  const { service, session, key } = connection;
  if (!connection.isPersistent || !changed) return connection.send(answer);
  connection.waiting();
  service.sessions
    .save(key, session)
    .then(
      () => connection.send(answer),
      error => connection.close(messageOf(error)),
    )
    .finally(() => connection.settled());
}
