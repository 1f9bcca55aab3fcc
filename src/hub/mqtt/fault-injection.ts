import type { MqttConnection } from './mqtt-connection.ts';
import type { PropertyBag } from './property-bag.ts';

/**
 * What the SDKs' own disconnect tests ask the service for, and what it does over MQTT. Quota and throttling, too, show
 * there as a lost connection only. Those for AMQP links are telemetry like any other.
 */
const faults: { readonly [type: string]: 'break' | 'close' | 'refuse' } = {
  KillTcp: 'break',
  ShutDownMqtt: 'close',
  InvokeThrottling: 'close',
  InvokeMaxMessageQuota: 'close',
  InvokeAuthError: 'refuse',
};
/** Seconds. */
const longestWait = 300;
/** What was asked for and is still to come. */
const pending = new WeakMap<MqttConnection, NodeJS.Timeout>();

/**
 * Properties of a telemetry message ask for a fault: `AzIoTHub_FaultOperationType`, `…CloseReason`, `…DelayInSecs` and,
 * for how long a refused identity stays out, `…DurationInSecs`.
 */
export function injectFault(connection: MqttConnection, properties: PropertyBag): void {
  const type = properties.AzIoTHub_FaultOperationType;
  const fault = type && Object.hasOwn(faults, type) ? faults[type] : undefined;
  if (fault === undefined) return;
  const reason = `fault injected: ${properties.AzIoTHub_FaultOperationCloseReason?.trim() || type}`;
  const { service, key } = connection;
  const act = () => {
    if (fault === 'refuse') {
      service.refuseFor(key, seconds(properties.AzIoTHub_FaultOperationDurationInSecs) * 1000);
    }
    if (fault === 'break') connection.break(reason);
    else connection.close(reason);
  };
  // The last one counts: each message would otherwise leave a timer behind for up to five minutes.
  clearTimeout(pending.get(connection));
  pending.set(connection, setTimeout(act, seconds(properties.AzIoTHub_FaultOperationDelayInSecs) * 1000).unref());
}

function seconds(text: string | null | undefined): number {
  const number = Number(text ?? 0);
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), longestWait) : 0;
}
