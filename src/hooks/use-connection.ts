import type { HubConnection } from '../clients/hub-connection.ts';
import type { HubHealthState } from '../clients/hub-health.ts';
import { useObservable } from './use-observable.ts';

export type ConnectionView = HubHealthState & {
  readonly kind: 'local' | 'real';
  readonly label: string;
  /** Nothing may be written until it is unlocked. */
  readonly locked: boolean;
  /** Nothing unlocks it in this session. */
  readonly permanent?: boolean;
};

/** What the header shows of a hub. */
export function useConnection(connection: HubConnection): ConnectionView {
  const health = useObservable(connection.health);
  const { locked } = useObservable(connection.guard);
  return { ...health, kind: connection.kind, label: connection.label, locked, permanent: connection.guard.permanent };
}
