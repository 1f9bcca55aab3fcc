import { type Binding, placeNames } from './binding.ts';
import { bindings } from './key-table.ts';
import { showKey } from './show-key.ts';

/** A binding as the palette lists it. */
export type Command = Pick<Binding, 'place' | 'act' | 'help'> & { readonly key: string; readonly group: string };

/** Keys that only move about need no name. */
const places: readonly Binding['place'][] = ['device', 'twin', 'global'];
const moves: readonly string[] = [
  'up',
  'down',
  'previous-sibling',
  'next-sibling',
  'page-up',
  'page-down',
  'fold-in',
  'fold-out',
  'palette',
];

const all: readonly Command[] = bindings
  .filter(({ place, act }) => places.includes(place) && !moves.includes(act))
  .map(({ place, act, help, keys }) => ({
    place,
    act,
    help,
    key: keys[0] === undefined ? '' : showKey(keys[0]),
    group: placeNames[place],
  }));

/** The commands that hold every typed word, those that begin with the first word before the others. */
export function commandsFor(text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = (command: Command) => `${command.group} ${command.help} ${command.act}`.toLowerCase();
  const found = all.filter(command => words.every(word => named(command).includes(word)));
  const isFirst = ({ help }: Command) => words[0] !== undefined && help.toLowerCase().startsWith(words[0]);
  return [...found.filter(isFirst), ...found.filter(command => !isFirst(command))];
}
