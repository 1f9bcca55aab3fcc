import { describe, expect, it } from 'vitest';
import { confirmJobDialog } from '../../../src/tui/dialogs/new-job-dialog.ts';
import type { NewJob } from '../../../src/tui/state.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';

const asked = keyStates['confirm-job'].overlay as NewJob;
const shown = (count: number | undefined) =>
  confirmJobDialog({ ...asked, count }, { width: 116, height: 20 })
    .rows.map(rowText)
    .join('\n');

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
