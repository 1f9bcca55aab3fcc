import type { PastProblem, ScreenState } from './state.ts';

/** Problems that are kept; the oldest go first. */
const limit = 100;

/** The state with one more problem; one that came again counts, and has the time of the last. */
export function withProblem(state: ScreenState, { at, text, hint }: Omit<PastProblem, 'times'>): ScreenState {
  const last = state.problems.at(-1);
  const isAgain = last !== undefined && last.text === text && last.hint === hint;
  const times = isAgain ? last.times + 1 : 1;
  const before = isAgain ? state.problems.slice(0, -1) : state.problems.slice(1 - limit);
  return { ...state, problems: [...before, { at, text, hint, times }] };
}
