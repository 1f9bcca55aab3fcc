import type { MqttConnection } from './mqtt-connection.ts';
import { type PropertyBag, parsePropertyBag } from './property-bag.ts';

/** Device-to-cloud messages are counted and told, not kept: nothing in this hub reads them later. Returns all properties. */
export function emitTelemetry(
  { service, key }: MqttConnection,
  bag: string,
  payload: Buffer,
  system: PropertyBag,
): PropertyBag {
  const properties = { ...parsePropertyBag(bag), ...system };
  service.context.feed.emit({ type: 'telemetry', key, bytes: payload.length, properties });
  return properties;
}
