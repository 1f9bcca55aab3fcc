import type { Hub } from '../../hub/hub.ts';
import { callHub } from './hub-call.ts';

/** Makes a device on a hub of this process unless it is there: one REST call, without loading an SDK for it. */
export async function ensureDevice(hub: Hub, deviceId: string): Promise<void> {
  if (hub.deviceConnectionString(deviceId) !== undefined) return;
  const path = `/devices/${encodeURIComponent(deviceId)}`;
  const known = await callHub(hub, { method: 'GET', path }).then(
    () => true,
    () => false,
  );
  // One that is there without a key authenticates with a certificate.
  if (!known) await callHub(hub, { method: 'PUT', path, body: { deviceId } });
}
