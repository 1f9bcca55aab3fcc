import { type Dispatch, type SetStateAction, useEffect } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { ScreenState } from '../state.ts';

/** Tells where earlier versions could not be read, or new ones cannot be kept: all else goes on. */
export function useVersionProblem({ versions }: HubConnection, setState: Dispatch<SetStateAction<ScreenState>>): void {
  useEffect(() => {
    if (versions === undefined) return;
    const { problem } = versions;
    const tell = () => {
      const text = problem.getSnapshot();
      const hint = 'what was seen since the start can be gone back to all the same';
      if (text !== undefined) setState(state => ({ ...state, notice: { tone: 'bad', text, hint } }));
    };
    tell();
    return problem.subscribe(tell);
  }, [versions, setState]);
}
