import { describe, expect, it } from 'vitest';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { footerRow } from '../../../src/tui/panes/footer-row.ts';
import { initialState, type Notice, type ScreenState } from '../../../src/tui/state.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';
import { onMouse } from '../../../src/tui/update/on-mouse.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';

const start = initialState('myDeviceId', false);
const notice: Notice = { tone: 'good', text: 'written: the twin is at v3', hint: 'z takes it back' };
const shown = (state: ScreenState, width = 80) => rowText(footerRow(state, width));

describe('the status line', () => {
  it('tells what happened and what to do next, and still how to get help', () => {
    expect(shown({ ...start, notice })).toMatch(/^ ✓ written: the twin is at v3 {3}→ z takes it back .*\? help/);
  });

  it('keeps the hint of a long notice, and shortens what happened', () => {
    const long = { tone: 'bad' as const, text: 'x'.repeat(100), hint: 'Start again without --read-only.' };
    expect(shown({ ...start, notice: long })).toMatch(/^ ✗ x+… {3}→ Start again without --read-only\.$/);
  });

  it.each([40, 80, 120])('is as wide as the screen of %i, whatever it tells', width => {
    for (const hint of [undefined, 'short', 'h'.repeat(150)])
      for (const text of ['short', 't'.repeat(150)])
        for (const state of [start, keyStates.devices])
          expect(rowWidth(footerRow({ ...state, notice: { tone: 'warn', text, hint } }, width))).toBe(width);
  });

  it.each(Object.entries(keyStates))('tells a late answer over %s, too', (place, state) => {
    if (place !== 'search') expect(shown({ ...state, notice }), place).toContain('written: the twin is at v3');
  });

  it.each(['tab', 'down', '2', 'x', '+'])('is cleared by %s, the next key', key => {
    expect(pressIn(keyContext, { ...start, focus: 'twin', notice }, key).state.notice).not.toEqual(notice);
  });

  it('is cleared by typing, and by the mouse', () => {
    const typing: ScreenState = {
      ...start,
      overlay: { kind: 'edit', field: textField('a'), problem: undefined },
      notice,
    };
    expect(pressIn(keyContext, typing, 'b').state.notice).toBeUndefined();
    const clicked = onMouse({ ...start, notice }, { act: 'click' }, { pane: 'twin', node: undefined }, keyContext);
    expect(clicked.notice).toBeUndefined();
  });

  it('tells of help and the way out while a query is typed, in 80 columns too', () => {
    expect(shown(keyStates.query)).toMatch(/^ F1 help .* Esc rows /);
    expect(shown(keyStates.results)).toMatch(/^ \? help /);
    expect(shown(keyStates.results)).not.toContain('F1');
  });

  it.each(['device', 'twin'] as const)('keeps help, commands and quit in 80 columns: %s', place => {
    expect(shown(keyStates[place])).toMatch(/^ \? help {3}.* q quit {3}\^P commands *$/);
    expect(shown(keyStates[place], 200)).toContain('Tab next pane');
  });

  it('offers to make and to cancel among the jobs, not among the configurations beside them', () => {
    expect(shown(keyStates.jobs)).toMatch(/a new job.*x cancel/);
    const { state } = pressIn(keyContext, keyStates.jobs, 'tab');
    expect(shown(state)).toContain('jobs/configurations');
    expect(shown(state)).not.toMatch(/new job|cancel/);
  });

  it('tells of more only where rows are hidden below', () => {
    const { preview } = keyStates;
    expect(rowText(footerRow(preview, 80, true))).toContain('↓ more');
    expect(rowText(footerRow(preview, 80, false))).not.toContain('more');
  });

  it('says that only differences are shown, and how to see all again', () => {
    const only = pressIn(keyContext, { ...start, focus: 'twin' }, 'D').state;
    expect(shown(only)).toContain('only where desired and reported differ   → D shows all again');
    expect(shown(pressIn(keyContext, only, 'D').state)).toContain('all properties are shown again');
  });
});
