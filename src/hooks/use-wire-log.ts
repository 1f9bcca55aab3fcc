import type { WireLog, WireLogSnapshot } from '../clients/wire-log.ts';
import { useObservable } from './use-observable.ts';

export function useWireLog(log: WireLog): WireLogSnapshot {
  return useObservable(log);
}
