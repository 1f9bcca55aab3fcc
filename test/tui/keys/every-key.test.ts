import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/tui/keys/binding.ts';
import { bindings } from '../../../src/tui/keys/key-table.ts';
import { placesOf } from '../../../src/tui/panes/footer-row.ts';
import { twinTree } from '../../../src/tui/panes/twin-tree.ts';
import type { ScreenState } from '../../../src/tui/state.ts';
import type { Update } from '../../../src/tui/update/effect.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { actStates, keyStates } from '../../helpers/key-states.ts';
import { thermostat } from '../../helpers/screen-props.ts';

type Plain = { readonly [path: string]: string };

/** A state as its leaves, by their paths. Sets would all look alike. */
function leaves(value: unknown, path = ''): Plain {
  const whole = value instanceof Set ? [...value] : value;
  if (typeof whole !== 'object' || whole === null) return { [path]: String(JSON.stringify(whole)) };
  // A text being typed is one thing, and so is what it may go back to.
  if ('graphemes' in whole && 'cursor' in whole)
    return { [path]: `${JSON.stringify((whole.graphemes as string[]).join(''))} at ${String(whole.cursor)}` };
  return Object.assign({}, ...Object.entries(whole).map(([key, member]) => leaves(member, `${path}.${key}`))) as Plain;
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What a key asks for and what it changes, a line each. */
function told(before: ScreenState, { state, effect }: Update): readonly string[] {
  const [was, is] = [leaves(before), leaves(state)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(path => was[path] !== is[path]);
  // What another overlay holds is its own matter: its kind tells it apart.
  const isOther = before.overlay?.kind !== state.overlay?.kind;
  const shown = changed.filter(path => !isOther || !/^\.overlay\.(?!kind)/.test(path));
  return [
    ...(effect === undefined ? [] : [`asks ${short(JSON.stringify(effect))}`]),
    ...shown.slice(0, 6).map(path => short(`${path.slice(1)} = ${is[path] ?? 'gone'}`)),
  ];
}

function pressed(place: Place, act: string, key: string): readonly string[] {
  const before = actStates[`${place} ${act}`] ?? keyStates[place];
  const nodes = twinTree({ twin: thermostat, previous: undefined, ...before.twin });
  return told(before, pressIn({ ...keyContext, nodes }, before, key));
}

describe('every key of the table', () => {
  it('does what it is known to do: read what differs before you take it over', async () => {
    const lines = bindings.flatMap(({ place, act, keys: [key] }) =>
      key === undefined ? [] : [`${place} ${act}`, ...pressed(place, act, key).map(line => `    ${line}`)],
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/every-key.txt');
  });

  it.each(bindings.filter(({ keys }) => keys.length > 0))('does something: $place $act', ({ place, act, keys }) => {
    const [first = [], ...others] = keys.map(key => pressed(place, act, key));
    expect(first).not.toEqual([]);
    for (const other of others) expect(other).toEqual(first);
  });
});

it.each(Object.entries(keyStates))('Ctrl+C quits from %s', (_place, state) => {
  expect(pressIn(keyContext, state, 'ctrl+c').effect).toEqual({ kind: 'quit' });
});

it.each(Object.entries(keyStates))('the line of keys tells those of %s there', (place, state) => {
  expect(placesOf(state)).toContain(place);
});
