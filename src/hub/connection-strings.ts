import type { HubState } from './state/hub-state.ts';
import { identityKey } from './state/identity.ts';

const usualMqttPort = 8883;

/** For service clients; the port is theirs to know, as there is no member for it. hub-reference 0.2. */
export function serviceConnectionString(hostName: string, state: HubState, policyName = 'iothubowner'): string {
  const policy = state.get('policy', policyName);
  if (policy === undefined) throw new Error(`the hub has no policy ${policyName}`);
  return `HostName=${hostName};SharedAccessKeyName=${policyName};SharedAccessKey=${policy.primaryKey}`;
}

/**
 * For device clients; undefined when the identity does not exist or has no symmetric key. The gateway is where the hub
 * really listens; it is left out where the usual port makes it needless.
 */
export function deviceConnectionString(
  hub: { readonly hostName: string; readonly address: string; readonly mqttPort: number; readonly state: HubState },
  deviceId: string,
  moduleId?: string,
): string | undefined {
  const key = hub.state.get('identity', identityKey(deviceId, moduleId))?.authentication.symmetricKey.primaryKey;
  if (!key) return undefined;
  const module = moduleId === undefined ? '' : `;ModuleId=${moduleId}`;
  const usual = hub.mqttPort === usualMqttPort && hub.hostName === 'localhost';
  const gateway = usual ? '' : `;GatewayHostName=${hub.address}${portSuffix(hub.mqttPort)}`;
  return `HostName=${hub.hostName};DeviceId=${deviceId}${module};SharedAccessKey=${key}${gateway}`;
}

/** SDKs other than Node's take no port here and use 8883. hub-reference 0.2. */
function portSuffix(port: number): string {
  return port === usualMqttPort ? '' : `:${port}`;
}
