import type { WireLog, WireLogSnapshot } from '../clients/wire-log.ts';
import { useObservable } from './use-observable.ts';

/** Gives the last messages that both clients have exchanged with the hub, over MQTT and REST, the oldest first. */
export function useWireLog(log: WireLog): WireLogSnapshot {
  return useObservable(log);
}
