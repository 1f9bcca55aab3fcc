import { describe, expect, it } from 'vitest';
import { bindings } from '../../../src/tui/keys/key-table.ts';
import { placesOf } from '../../../src/tui/panes/footer-row.ts';
import { twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { actStates, keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

/** Sets would all look alike. */
const plain = (_key: string, value: unknown) => (value instanceof Set ? [...value] : value);
const seen = (state: unknown) => JSON.stringify(state, plain);

const rows = bindings.flatMap(({ place, act, keys }) => keys.map(key => [place, key, act] as const));

describe('every key of the table does something', () => {
  it.each(rows)('%s: %s (%s)', (place, key, act) => {
    const before = actStates[`${place} ${act}`] ?? keyStates[place];
    const nodes = twinTree({ twin: thermostat, previous: undefined, ...before.twin });
    const { state, effect } = pressIn({ ...keyContext, nodes }, before, key);
    expect(effect !== undefined || seen(state) !== seen(before)).toBe(true);
  });
});

it.each(Object.entries(keyStates))('the line of keys tells those of %s there', (place, state) => {
  expect(placesOf(state)).toContain(place);
});
