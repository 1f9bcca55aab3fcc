import { useEffect } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import { withProblem } from '../problems.ts';
import type { ScreenState } from '../state.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** What the hub said when it started is told once, and kept in the list of what went wrong. */
export function useHubNotes({ notes }: HubConnection, update: ScreenStore['update']): void {
  useEffect(() => {
    const at = Date.now();
    if (notes.length > 0) update(state => withNotes(state, notes, at));
  }, [notes, update]);
}

/** `at` in milliseconds since the epoch. */
function withNotes(state: ScreenState, notes: readonly string[], at: number): ScreenState {
  const kept = notes.reduce((before, text) => withProblem(before, { at, text, hint: undefined }), state);
  const [first] = notes;
  if (first === undefined) return state;
  return { ...kept, notice: { tone: 'warn', text: first, hint: notes.length === 1 ? undefined : '! lists all' } };
}
