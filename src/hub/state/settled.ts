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

/**
 * A refusal that may be told to a client: it may rest on a write that is not on disk yet, and were that undone, it would
 * speak of what never was. Rejects as that write does.
 */
export async function settledRefusal(
  state: HubState,
  kind: Kind,
  key: string | undefined,
  refusal: unknown,
): Promise<unknown> {
  await state.settled(kind, key);
  return refusal;
}
