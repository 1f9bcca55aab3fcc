import { expect, it } from 'vitest';
import { problemsShown } from '../../../src/tui/app/use-problems.ts';
import { initialState, type Overlay } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { screenProps } from '../../helpers/screen-props.ts';

const kept = (overlay: Overlay | undefined) =>
  problemsShown(
    screenProps({ columns: 80, rows: 24, state: { ...initialState('myDeviceId', false), overlay } }),
  ).filter(problem => problem !== undefined);

it('keeps what went wrong with a write', () => {
  const problem = { message: 'the hub is throttling', hint: 'Wait.' };
  const preview = keyStates.preview.overlay as Extract<Overlay, { kind: 'preview' }>;
  expect(kept({ ...preview, problem })).toEqual([{ text: 'the hub is throttling', hint: 'Wait.' }]);
});

it.each(['edit', 'create-job'] as const)('keeps no slip that is still being typed: %s', place => {
  const { overlay } = pressIn(keyContext, keyStates[place], 'ctrl+u', ...'tag.a = 1', 'enter').state;
  expect(overlay).toMatchObject({ kind: place, problem: { message: expect.any(String) } });
  expect(kept(overlay)).toEqual([]);
});
