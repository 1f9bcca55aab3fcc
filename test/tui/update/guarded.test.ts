import { expect, it } from 'vitest';
import { guarded } from '../../../src/tui/update/guarded.ts';
import { keyStates } from '../../helpers/key-states.ts';

it('an act that throws leaves what is being edited, and is told', () => {
  const { edit } = keyStates;
  const { state, effect } = guarded(edit, () => {
    throw new URIError('URI malformed');
  });
  expect(state).toMatchObject({
    overlay: edit.overlay,
    notice: { tone: 'bad', text: expect.stringContaining('URI malformed') },
  });
  expect(effect).toBeUndefined();
});

it('any other does what it does', () => {
  const { edit, preview } = keyStates;
  expect(guarded(edit, () => ({ state: preview, effect: { kind: 'quit' } }))).toEqual({
    state: preview,
    effect: { kind: 'quit' },
  });
});
