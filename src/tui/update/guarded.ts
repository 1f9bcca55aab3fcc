import { messageOf } from '../../lib/errors.ts';
import type { ScreenState } from '../state.ts';
import type { Update } from './effect.ts';

/**
 * What an act makes of the state; one that throws leaves it as it was and is told. A bug in one key would otherwise end
 * the program, and with it what is being edited.
 */
export function guarded(state: ScreenState, act: (state: ScreenState) => Update): Update {
  try {
    return act(state);
  } catch (error) {
    const text = `this did nothing, by a mistake of the program: ${messageOf(error)}`;
    return { state: { ...state, notice: { tone: 'bad', text, hint: 'What you were doing is as it was.' } } };
  }
}
