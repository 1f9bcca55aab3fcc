import { useEffect } from 'react';
import type { DeviceList, DeviceListState } from '../clients/device-list.ts';
import { useObservable } from './use-observable.ts';

/** A hub's devices; the first page is read when the list is first shown. */
export function useDevices(list: DeviceList): DeviceListState {
  const state = useObservable(list);
  useEffect(() => {
    if (list.getSnapshot().status === 'idle') void list.reload();
  }, [list]);
  return state;
}
