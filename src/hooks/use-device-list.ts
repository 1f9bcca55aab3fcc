import { useEffect, useMemo } from 'react';
import { DeviceList } from '../clients/device-list.ts';
import type { HubConnection } from '../clients/hub-connection.ts';

/** Milliseconds after a change in which others may come, before the list is read again. */
const settling = 500;

/**
 * The list of a hub's devices: read when it is asked to, for a hub may have very many. While it is shown, and was read
 * to its end, it follows the devices that come, go, connect and disconnect, where the hub tells of them.
 */
export function useDeviceList(connection: HubConnection, isShown: boolean): DeviceList {
  const { service } = connection;
  const list = useMemo(() => new DeviceList(service), [service]);
  useEffect(() => {
    if (!isShown) return;
    let timer: NodeJS.Timeout | undefined;
    const stop = connection.onIdentityChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (list.getSnapshot().status === 'complete') void list.reload();
      }, settling);
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [connection, list, isShown]);
  return list;
}
