import type { HubState, Kind } from '../state/hub-state.ts';

/** First line of an export; importing checks it. */
export const exportHeader = { format: 'twin-tui hub', version: 1 } as const;

/**
 * Everything a hub keeps as JSON lines, keys included, each with its line feed: policies, authorities, each identity
 * with its twin and MQTT session after it, configurations, jobs. Only what is on disk is told; what changes meanwhile
 * is told as it was or as it is.
 */
export async function* exportLines(state: HubState): AsyncIterableIterator<string> {
  yield `${JSON.stringify(exportHeader)}\n`;
  for (const kind of ['policy', 'authority', 'identity', 'configuration', 'job'] as const) {
    for (const [key] of state.entries(kind)) {
      await settle(state, kind, key);
      yield* lineOf(state, kind, key);
      if (kind !== 'identity') continue;
      yield* lineOf(state, 'twin', key);
      yield* lineOf(state, 'session', key);
    }
  }
}

/** A write that was undone is no reason to stop: what it would have changed is read as it is. */
async function settle(state: HubState, kind: Kind, key: string): Promise<void> {
  const kinds: readonly Kind[] = kind === 'identity' ? ['identity', 'twin', 'session'] : [kind];
  const next = () => kinds.map(of => state.settled(of, key)).find(pending => pending !== undefined);
  for (let pending = next(); pending !== undefined; pending = next()) await pending.catch(() => undefined);
}

function* lineOf(state: HubState, kind: Kind, key: string): IterableIterator<string> {
  const value = state.get(kind, key);
  if (value !== undefined) yield `${JSON.stringify({ kind, key, value })}\n`;
}
