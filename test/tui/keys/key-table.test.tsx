import { describe, expect, it } from 'vitest';
import { helpDialog } from '../../../src/tui/dialogs/help-dialog.ts';
import { placeNames } from '../../../src/tui/keys/binding.ts';
import { commandsFor } from '../../../src/tui/keys/commands.ts';
import { bindings } from '../../../src/tui/keys/key-table.ts';
import { showKey } from '../../../src/tui/keys/show-key.ts';
import { initialState } from '../../../src/tui/state.ts';

const state = initialState('myDeviceId', false);

describe('the key table', () => {
  it('no key means two things in one place', () => {
    const all = bindings.flatMap(({ place, keys }) => keys.map(key => `${place} ${key}`));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  it.each([76, 116])('every key is in the help, %i columns wide', width => {
    const { rows } = helpDialog(state, { top: 0 }, { width, height: 1000 });
    const text = rows.map(row => row.map(piece => piece.text).join('')).join('\n');
    for (const name of new Set(bindings.map(({ place }) => placeNames[place]))) expect(text).toContain(name);
    for (const { keys, help } of bindings.filter(binding => binding.keys.length > 0)) {
      expect(text).toContain(keys.map(showKey).join(' ').slice(0, 20));
      expect(text).toContain(help.slice(0, 30));
    }
  });

  it('what has no key is in the palette', () => {
    const palette = commandsFor('').map(({ act }) => act);
    for (const { act } of bindings.filter(({ keys }) => keys.length === 0)) expect(palette).toContain(act);
  });

  it('the palette finds a command by words of its help', () => {
    expect(commandsFor('wire log').map(({ act }) => act)).toEqual(['toggle-wire', 'open-wire']);
    expect(commandsFor('no such thing')).toEqual([]);
  });
});
