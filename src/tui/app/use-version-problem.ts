import { useEffect } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { ScreenStore } from './use-screen-state.ts';

/** Tells where earlier versions could not be read, or new ones cannot be kept: all else goes on. */
export function useVersionProblem({ versions }: HubConnection, update: ScreenStore['update']): void {
  useEffect(() => {
    if (versions === undefined) return;
    const { problem } = versions;
    const tell = () => {
      const text = problem.getSnapshot();
      const hint = 'what was seen since the start can be gone back to all the same';
      if (text !== undefined) update(state => ({ ...state, notice: { tone: 'bad', text, hint } }));
    };
    tell();
    return problem.subscribe(tell);
  }, [versions, update]);
}
