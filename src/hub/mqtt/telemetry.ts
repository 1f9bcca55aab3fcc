import type { MqttConnection } from './mqtt-connection.ts';
import { type PropertyBag, parsePropertyBag } from './property-bag.ts';

/** Device-to-cloud messages are counted and told, not kept: nothing in this hub reads them later. */
export function emitTelemetry(connection: MqttConnection, bag: string, payload: Buffer, system: PropertyBag): void {
  const properties = { ...parsePropertyBag(bag), ...system };
  connection.service.context.feed.emit({ type: 'telemetry', key: connection.key, bytes: payload.length, properties });
}
