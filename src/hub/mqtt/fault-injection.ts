import type { MqttConnection } from './mqtt-connection.ts';
import type { PropertyBag } from './property-bag.ts';

/** The faults of the SDKs' own disconnect tests that mean something over MQTT. */
const closing: readonly string[] = ['KillTcp', 'ShutDownMqtt'];
/** Seconds. */
const longestDelay = 300;

/**
 * The SDKs' end-to-end tests ask the service for a fault by properties of a telemetry message:
 * `AzIoTHub_FaultOperationType`, `…CloseReason`, `…DelayInSecs`. Both kinds end in a lost connection.
 */
export function injectFault(connection: MqttConnection, properties: PropertyBag): void {
  const type = properties.AzIoTHub_FaultOperationType;
  if (!type || !closing.includes(type)) return;
  const asked = Number(properties.AzIoTHub_FaultOperationDelayInSecs ?? 0);
  const seconds = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longestDelay) : 0;
  const reason = `fault injected: ${properties.AzIoTHub_FaultOperationCloseReason ?? type}`;
  setTimeout(() => connection.close(reason), seconds * 1000).unref();
}
