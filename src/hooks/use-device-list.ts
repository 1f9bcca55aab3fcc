import { useMemo } from 'react';
import { DeviceList } from '../clients/device-list.ts';
import type { HubConnection } from '../clients/hub-connection.ts';

/** The list of a hub's devices: read when it is asked to, for a hub may have very many. */
export function useDeviceList({ service }: HubConnection): DeviceList {
  return useMemo(() => new DeviceList(service), [service]);
}
