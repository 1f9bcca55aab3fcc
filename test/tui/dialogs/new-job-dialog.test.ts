import { describe, expect, it } from 'vitest';
import { confirmJobDialog, createJobDialog } from '../../../src/tui/dialogs/new-job-dialog.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import type { NewJob, Overlay, ScreenState } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';

const asked = keyStates['confirm-job'].overlay as NewJob;
const shown = (count: number | undefined) =>
  confirmJobDialog({ ...asked, count }, { width: 116, height: 20 })
    .rows.map(rowText)
    .join('\n');

describe('a job that is typed', () => {
  const typed = (text: string): ScreenState => ({
    ...keyStates['create-job'],
    overlay: { kind: 'create-job', field: textField(text), problem: undefined },
  });
  const rows = ({ overlay }: ScreenState) =>
    createJobDialog(overlay as Extract<Overlay, { kind: 'create-job' }>, { width: 116, height: 20 }).rows.map(rowText);

  it('has a mark below what is wrong, and Ctrl+F takes the fix', () => {
    const { state } = pressIn(keyContext, typed('desired.a = 5 WHERE tags.b == 1'), 'enter');
    const [, , , line = '', mark = '', , help] = rows(state);
    expect(line.indexOf('==')).toBe(mark.indexOf('^'));
    expect(help).toBe('→ ^F Write =');
    const fixed = pressIn(keyContext, state, 'ctrl+f').state;
    expect(rows(fixed)[3]).toContain('desired.a = 5 WHERE tags.b = 1');
    expect(pressIn(keyContext, fixed, 'enter').effect?.kind).toBe('count-job');
  });
});

describe('before a job', () => {
  it.each([
    [undefined, 'counting the devices…'],
    [0, 'no device meets the condition now'],
    [1, '1 device meets the condition now, and will be changed'],
    [12_345, '12,345 devices meet the condition now, and will be changed'],
  ])('with %s devices it says: %s', (count, text) => {
    expect(shown(count)).toContain(text);
  });

  it('shows the patch and the condition', () => {
    expect(shown(3)).toMatch(/PATCH +\{"properties":\{"desired":\{"interval":5\}\}\}/);
    expect(shown(3)).toMatch(/WHERE +tags\.plant = 'Redmond43'/);
  });

  it('nothing is scheduled before the devices are counted, and what was typed can be gone back to', () => {
    const counted = keyStates['confirm-job'];
    const over = (change: Partial<NewJob>) => ({ ...counted, overlay: { ...asked, ...change } });
    const uncounted = over({ count: undefined, jobId: undefined });
    expect(pressIn(keyContext, uncounted, 'enter').effect?.kind).toBe('count-job');
    expect(pressIn(keyContext, over({ sending: true }), 'enter').effect).toBeUndefined();
    expect(pressIn(keyContext, counted, 'enter').effect).toEqual({
      kind: 'schedule-job',
      act: asked.act,
      jobId: 'screen-1',
    });
    expect(pressIn(keyContext, counted, 'esc').state.overlay).toMatchObject({ kind: 'create-job', field: asked.field });
  });
});
