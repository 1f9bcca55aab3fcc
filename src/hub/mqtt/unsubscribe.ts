import mqtt, { type IUnsubscribePacket } from 'mqtt-packet';
import type { MqttConnection } from './mqtt-connection.ts';
import { sendWhenSaved } from './subscribe.ts';
import { parseFilter } from './topics.ts';
import { mqttRecord } from './wire-record.ts';

/** UNSUBSCRIBE: the filter leaves the stored session, too. Filters that were not there are fine. hub-reference 3.4. */
export function handleUnsubscribe(connection: MqttConnection, packet: IUnsubscribePacket): void {
  if (packet.unsubscriptions.length === 0) return connection.close('malformed packet: an UNSUBSCRIBE without a filter');
  let changed = false;
  for (const filter of packet.unsubscriptions) {
    const subscription = parseFilter(filter, connection.key);
    if (subscription !== undefined) changed = connection.session.delete(subscription) || changed;
  }
  const { messageId = 0, unsubscriptions } = packet;
  sendWhenSaved(connection, mqtt.generate({ cmd: 'unsuback', messageId, granted: [] }), changed);
  if (connection.service.context.feed.watched) {
    mqttRecord(connection, { direction: 'in', what: `UNSUBSCRIBE ${unsubscriptions.join(', ')}` });
  }
}
