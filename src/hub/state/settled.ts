import type { HubState, Kind, Kinds } from './hub-state.ts';

/**
 * A value that may be told to a client: it is read at once, and given when all that was written to it is on disk.
 * Undefined when there is none; a promise only when there is something to wait for.
 */
export function readSettled<K extends Kind>(
  state: HubState,
  kind: K,
  key: string,
): Kinds[K] | undefined | Promise<Kinds[K] | undefined> {
  const value = state.get(kind, key);
  const pending = state.settled(kind, key);
  return pending === undefined ? value : pending.then(() => value);
}
