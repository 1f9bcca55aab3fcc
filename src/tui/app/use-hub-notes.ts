import { useEffect, useRef } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import { useObservable } from '../../hooks/use-observable.ts';
import { withProblem } from '../problems.ts';
import type { ScreenState } from '../state.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** What the hub says of itself is told once, and kept in the list of what went wrong. */
export function useHubNotes(connection: HubConnection, update: ScreenStore['update']): void {
  const notes = useObservable(connection.notes);
  const told = useRef(0);
  useEffect(() => {
    const [at, fresh] = [Date.now(), notes.slice(told.current)];
    told.current = notes.length;
    if (fresh.length > 0) update(state => withNotes(state, fresh, at));
  }, [notes, update]);
}

/** `at` in milliseconds since the epoch. */
function withNotes(state: ScreenState, notes: readonly string[], at: number): ScreenState {
  const kept = notes.reduce((before, text) => withProblem(before, { at, text, hint: undefined }), state);
  const [first] = notes;
  if (first === undefined) return state;
  return { ...kept, notice: { tone: 'warn', text: first, hint: notes.length === 1 ? undefined : '! lists all' } };
}
