import { request } from 'node:https';
import { signSas } from '../hub/access/sas-signature.ts';
import type { Hub } from '../hub/hub.ts';
import { AppError } from '../lib/errors.ts';

/** Makes a device on a hub of this process unless it is there: one REST call, without loading an SDK for it. */
export async function ensureDevice(hub: Hub, deviceId: string): Promise<void> {
  if (hub.deviceConnectionString(deviceId) !== undefined) return;
  const { name: policy, primaryKey: key } = hub.policies.find(({ rights }) => rights.includes('RegistryWrite'))!;
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const status = await put(hub, `/devices/${encodeURIComponent(deviceId)}?api-version=2021-04-12`, {
    authorization: signSas({ resource: hub.hostName, expiry, key, policy }),
    body: JSON.stringify({ deviceId }),
  });
  // 409: it is there, and authenticates with a certificate.
  if (status !== 200 && status !== 409)
    throw new AppError(`the hub does not take ${JSON.stringify(deviceId)} as a device`);
}

function put(hub: Hub, path: string, call: { readonly authorization: string; readonly body: string }): Promise<number> {
  const { address: host, httpsPort: port, ca } = hub;
  const headers = { Authorization: call.authorization, 'Content-Type': 'application/json; charset=utf-8' };
  return new Promise((resolve, reject) => {
    const sent = request({ method: 'PUT', host, port, ca, path, headers, agent: false }, response => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(call.body);
  });
}
