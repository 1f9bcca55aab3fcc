import { messageOf } from '../../lib/errors.ts';
import type { Publish } from './decode.ts';
import { injectFault } from './fault-injection.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { provoked } from './provoked.ts';
import { emitTelemetry } from './telemetry.ts';

/**
 * `devices/{id}/messages/events/{bag}`. Over its quota a client is disconnected: MQTT has no other word.
 * hub-reference 3.3.
 */
export function receiveTelemetry(connection: MqttConnection, bag: string, packet: Publish): void {
  const held = provoked(connection.service.context.faults, 'TelemetrySend');
  if (held === undefined) return accept(connection, bag, packet);
  connection.waiting();
  held
    .then(
      () => accept(connection, bag, packet),
      error => connection.close(messageOf(error)),
    )
    .finally(() => connection.settled());
}

function accept(connection: MqttConnection, bag: string, { payload, retain, messageId }: Publish): void {
  const properties = emitTelemetry(connection, bag, payload, retain ? { 'mqtt-retain': 'true' } : {});
  connection.acknowledge(messageId);
  injectFault(connection, properties);
}
