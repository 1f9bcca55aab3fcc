import { DurableState, type DurableStateOptions } from '../../../src/hub/state/durable-state.ts';
import type { Change } from '../../../src/hub/state/hub-state.ts';
import { bareObject } from '../../../src/lib/json.ts';
import { createTwin, type TwinState } from '../../../src/twin/twin.ts';

/** A twin that is told from others by its number. */
export function numberedTwin(number: number, filler = ''): TwinState {
  const tags = Object.assign(bareObject(), { number, filler });
  return { ...createTwin('2026-01-01T00:00:00.0000000Z'), tags };
}

export function twinChange(key: string, number: number, filler?: string): Change {
  return { kind: 'twin', key, value: numberedTwin(number, filler) };
}

export function numberOf(state: DurableState, key: string): unknown {
  return state.get('twin', key)?.tags.number;
}

/** Everything in a state, in order, as plain data. */
export function contentOf(state: DurableState): unknown {
  const kinds = ['policy', 'authority', 'identity', 'twin', 'configuration', 'job'] as const;
  return JSON.parse(JSON.stringify(kinds.map(kind => [...state.entries(kind)])));
}

/** Opens, reads and closes. */
export async function reopened<T>(options: DurableStateOptions, read: (state: DurableState) => T): Promise<T> {
  const state = await DurableState.open(options);
  try {
    return read(state);
  } finally {
    await state.close();
  }
}
