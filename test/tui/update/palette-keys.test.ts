import { describe, expect, it } from 'vitest';
import { paletteDialog } from '../../../src/tui/dialogs/palette-dialog.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { placeNames } from '../../../src/tui/keys/binding.ts';
import { commandsFor } from '../../../src/tui/keys/commands.ts';
import { bindings } from '../../../src/tui/keys/key-table.ts';
import { placesUnder } from '../../../src/tui/panes/footer-row.ts';
import { initialState, type Overlay, type ScreenState } from '../../../src/tui/state.ts';
import { withOverlay } from '../../../src/tui/update/with-overlay.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { actStates, keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';

const start = initialState('myDeviceId', false);

/** Opens the palette, types, and does the first command. */
const command = (state: ScreenState, text: string) => {
  const { state: open } = pressIn(keyContext, state, 'ctrl+p', ...text);
  return pressIn(keyContext, open, 'enter');
};
const plain = (_key: string, value: unknown) => (value instanceof Set ? [...value] : value);
const seen = (state: ScreenState) => JSON.stringify(state, plain);

describe('the palette', () => {
  it.each(
    Object.entries(keyStates).filter(([place]) => place !== 'palette'),
  )('opens over %s, and Esc goes back', (_, state) => {
    const { state: open } = pressIn(keyContext, state, 'ctrl+p');
    expect(open.overlay).toMatchObject({ kind: 'palette', under: state.overlay });
    expect(seen(pressIn(keyContext, open, 'esc').state)).toBe(seen({ ...state, notice: undefined }));
  });

  it.each([
    ['device', 'device', 'toggle-channel'],
    ['twin', 'twin', 'edit-value'],
    ['query', 'query', 'run'],
    ['results', 'results', 'export'],
  ] as const)('begins with the commands of where it was opened: %s', (from, place, act) => {
    const { state } = pressIn(keyContext, keyStates[from], 'ctrl+p');
    const palette = state.overlay as Extract<Overlay, { kind: 'palette' }>;
    const [first] = paletteDialog(state, palette, { width: 76, height: 20 }).rows.slice(2).map(rowText);
    expect(first?.trim().startsWith(placeNames[place])).toBe(true);
    const here = commandsFor('', [place]).filter(command => command.place === place);
    expect(here.map(command => command.act)).toContain(act);
    expect(commandsFor('', [place]).slice(0, here.length)).toEqual(here);
  });

  it('has the commands of the query', () => {
    const acts = new Set(commandsFor('').map(({ act }) => act));
    const named = ['run', 'live', 'search-history', 'open-favourites', 'export', 'sort', 'chart', 'open-row', 'all'];
    for (const act of named) expect(acts, act).toContain(act);
  });

  it('does each of them as its key does', () => {
    for (const { place, act, help } of commandsFor('').filter(
      ({ place }) => place === 'query' || place === 'results',
    )) {
      const before = actStates[`${place} ${act}`] ?? keyStates[place];
      const key = bindings.find(binding => binding.place === place && binding.act === act)!.keys[0]!;
      const palette = { kind: 'palette' as const, field: textField(help), index: 0 };
      const chosen = commandsFor(help, placesUnder(before, undefined)).findIndex(
        found => found.place === place && found.act === act,
      );
      const { state, effect } = pressIn(keyContext, { ...before, overlay: { ...palette, index: chosen } }, 'enter');
      const pressed = pressIn(keyContext, before, key);
      expect([effect, seen(state)], `${place} ${act}`).toEqual([pressed.effect, seen(pressed.state)]);
    }
  });

  it('gives a dialog back after a command that opens nothing, with what was typed', () => {
    const { state } = command(keyStates.edit, 'dark or light');
    expect(state).toMatchObject({ lightTheme: true, overlay: keyStates.edit.overlay });
  });

  it('goes to the pane of a command of a pane, from a dialog too', () => {
    expect(command(keyStates.devices, 'query prompt').state).toMatchObject({ focus: 'query', overlay: undefined });
    expect(command(keyStates.devices, 'search keys').state).toMatchObject({ focus: 'twin', overlay: undefined });
  });

  it('lets what comes back find its dialog below', () => {
    const { state } = pressIn(keyContext, keyStates.preview, 'ctrl+p');
    const closed = withOverlay(state, overlay => (overlay.kind === 'preview' ? undefined : overlay));
    expect(closed.overlay).toMatchObject({ kind: 'palette', under: undefined });
  });

  it('is not opened from itself', () => {
    const { state } = pressIn(keyContext, start, 'ctrl+p', 'ctrl+p');
    expect(state.overlay).toMatchObject({ kind: 'palette', under: undefined });
  });
});
