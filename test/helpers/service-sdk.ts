import { Agent } from 'node:https';
import { Client, JobClient, Registry } from 'azure-iothub';
import { onTestFinished } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';

type Options = { port?: number | string; host?: string };
type CreateConnection = (options: Options, ...rest: unknown[]) => unknown;

/**
 * The service SDK as it is on npm. It asks every host for port 443 and its agents know no CA of ours; both are changed
 * below it, so that the SDK itself stays as it is.
 */
export function serviceSdk(hub: Hub, connectionString = hub.serviceConnectionString) {
  redirect(hub);
  return {
    registry: Registry.fromConnectionString(connectionString),
    client: Client.fromConnectionString(connectionString),
    jobs: JobClient.fromConnectionString(connectionString),
  };
}

function redirect(hub: Hub): void {
  const prototype = Agent.prototype as unknown as { createConnection: CreateConnection };
  const { createConnection } = prototype;
  prototype.createConnection = function redirected(this: Agent, options, ...rest) {
    const isMeant = options.host === hub.hostName && Number(options.port) === 443;
    const target = isMeant ? { ...options, port: hub.httpsPort, ca: hub.ca } : options;
    return createConnection.call(this, target, ...rest);
  };
  onTestFinished(() => {
    prototype.createConnection = createConnection;
  });
}
