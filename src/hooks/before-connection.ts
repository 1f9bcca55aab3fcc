import type { Transport } from '../clients/device/device-snapshot.ts';
import { DeviceClient } from '../clients/device-client.ts';
import { unreadDeviceList } from '../clients/device-list.ts';
import { idleQuery } from '../clients/query-session.ts';
import { SimulatedDevice } from '../clients/simulated-device/simulated-device.ts';

/** What the hooks will say first, for a screen that is painted before there is a hub to ask. */
export function beforeConnection(device: { readonly deviceId: string; readonly transport: Transport }) {
  return { device: deviceAtRest(device), devices: unreadDeviceList, query: idleQuery };
}

/** What a device says of itself before it has connected; this one never does. */
function deviceAtRest({ deviceId, transport }: { readonly deviceId: string; readonly transport: Transport }) {
  const connectionString = () => Promise.reject(new Error('the hub has not been reached yet'));
  const device = new SimulatedDevice({ client: new DeviceClient({ deviceId, transport, connectionString }) });
  const view = { client: device.client.getSnapshot(), simulation: device.getSnapshot() };
  device.close();
  return view;
}
