import { onTestFinished } from 'vitest';
import { parseServiceString } from '../../src/clients/connection-string.ts';
import { HubConnection, type HubConnectionOptions } from '../../src/clients/hub-connection.ts';
import type { Hub } from '../../src/hub/hub.ts';

/** Both clients for a test's hub, closed when the test is over. */
export function connectTo(hub: Hub, options: Partial<HubConnectionOptions> = {}): HubConnection {
  const { address, mqttPort, httpsPort, ca } = hub;
  const service = parseServiceString(hub.serviceConnectionString, 'the test');
  const connection = new HubConnection({ service, local: { address, mqttPort, httpsPort, ca }, ...options });
  onTestFinished(() => connection.close());
  return connection;
}
