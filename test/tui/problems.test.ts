import { expect, it } from 'vitest';
import { withProblem } from '../../src/tui/problems.ts';
import { initialState, type ScreenState } from '../../src/tui/state.ts';

const start = initialState('myDeviceId', false);
const added = (state: ScreenState, text: string, at: number) => withProblem(state, { at, text, hint: undefined });

it('a problem that comes again and again is there once, with how often and when it last came', () => {
  const state = [1, 2, 3].reduce((before, at) => added(before, 'the hub is gone', at), start);
  expect(state.problems).toEqual([{ at: 3, text: 'the hub is gone', hint: undefined, times: 3 }]);
  const other = added(added(state, 'refused', 4), 'the hub is gone', 5);
  expect(other.problems.map(({ text, times }) => `${text} ${times}`)).toEqual([
    'the hub is gone 3',
    'refused 1',
    'the hub is gone 1',
  ]);
});

it('there are never more than a hundred, the newest of all', () => {
  const state = Array.from({ length: 250 }).reduce<ScreenState>(
    (before, _, index) => added(before, `problem ${index}`, index),
    start,
  );
  expect(state.problems).toHaveLength(100);
  expect(state.problems.at(-1)?.text).toBe('problem 249');
});
