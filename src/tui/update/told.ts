import type { ScreenState } from '../state.ts';

/** What a key could not do, and what to do instead. */
export function told(state: ScreenState, text: string, hint?: string): ScreenState {
  return { ...state, notice: { tone: 'warn', text, hint } };
}
