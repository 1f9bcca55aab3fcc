import { describe, expect, it } from 'vitest';
import { fieldText, textField } from '../../../src/tui/edit/text-field.ts';
import { twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { initialState, initialTwin, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { onMouse } from '../../../src/tui/update/on-mouse.ts';
import { paste } from '../../../src/tui/update/paste.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const start = initialState('myDeviceId', false);
const over = (overlay: Overlay): ScreenState => ({ ...start, overlay });

describe('pasted text', () => {
  it('goes into the field that is open, on one line, and takes the problem told there away', () => {
    const problem = { message: 'wrong', hint: '' };
    const state = over({ kind: 'create-job', field: textField('a '), problem });
    const { overlay } = paste(state, 'b\r\nc\u001b[2J', keyContext);
    expect(overlay).toMatchObject({ kind: 'create-job', problem: undefined });
    expect(fieldText((overlay as Extract<Overlay, { kind: 'create-job' }>).field)).toBe('a b c [2J');
  });
  it('changes nothing where no field is seen', () => {
    const hidden = [keyStates['confirm-job'], keyStates.devices, keyStates.preview, keyStates.jobs, keyStates.device];
    for (const state of hidden) expect(paste(state, 'x y', keyContext)).toBe(state);
  });
  it('narrows the palette from its top', () => {
    const down = pressIn(keyContext, over({ kind: 'palette', field: textField(''), index: 0 }), 'down', 'down').state;
    expect(paste(down, 'theme', keyContext).overlay).toMatchObject({ kind: 'palette', index: 0 });
  });
  it('narrows the devices while that is typed', () => {
    expect(paste(keyStates['devices-filter'], '2', keyContext).overlay).toMatchObject({ cursor: { index: 0 } });
  });
  it('is searched for in a twin that is folded, and the cursor goes there', () => {
    const all = twinTree({ twin: thermostat, previous: undefined, folded: new Set(), onlyDifferences: false });
    const folded = new Set(all.filter(({ isFoldable }) => isFoldable).map(({ id }) => id));
    const nodes = twinTree({ twin: thermostat, previous: undefined, folded, onlyDifferences: false });
    const twin = { ...initialTwin, folded, search: { field: textField(), isTyping: true } };
    const { twin: found } = paste({ ...start, focus: 'twin', twin }, 'region', {
      ...keyContext,
      nodes,
      unfolded: () => all,
    });
    expect(all.find(({ id }) => id === found.cursor)?.path).toEqual(['location', 'region']);
  });
});

it('the wheel over method calls scrolls them, and leaves what is typed', () => {
  const { overlay } = onMouse(keyStates.method, { act: 'wheel-down' }, undefined, keyContext);
  expect(overlay).toMatchObject({ kind: 'method', field: textField('reboot'), back: 0, top: 4 });
  expect(onMouse(over(overlay!), { act: 'wheel-up' }, undefined, keyContext).overlay).toMatchObject({ top: 1 });
});
