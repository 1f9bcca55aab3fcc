import type { Transport } from '../clients/device/device-snapshot.ts';
import { DeviceClient } from '../clients/device-client.ts';
import { type DeviceListState, unreadDeviceList } from '../clients/device-list.ts';
import { idleQuery, type QueryState } from '../clients/query-session.ts';
import { SimulatedDevice } from '../clients/simulated-device/simulated-device.ts';
import type { DeviceView } from './use-device.ts';

export type StartingViews = {
  readonly device: DeviceView;
  readonly query: QueryState;
  readonly devices: DeviceListState;
};

/** What the hooks say before there is a hub to ask. */
export function startingViews(of: { readonly deviceId: string; readonly transport: Transport }): StartingViews {
  return { device: deviceAtRest(of), query: idleQuery, devices: unreadDeviceList };
}

/** What a device says of itself before it has connected; this one never does. */
function deviceAtRest({ deviceId, transport }: { deviceId: string; transport: Transport }): DeviceView {
  const connectionString = () => Promise.reject(new Error('the hub has not been reached yet'));
  const device = new SimulatedDevice({ client: new DeviceClient({ deviceId, transport, connectionString }) });
  const view = { client: device.client.getSnapshot(), simulation: device.getSnapshot() };
  device.close();
  return view;
}
