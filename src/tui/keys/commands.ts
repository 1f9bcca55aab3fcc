import { type Binding, type Place, placeNames } from './binding.ts';
import { bindings } from './key-table.ts';
import { showKey } from './show-key.ts';

/** A binding as the palette lists it. */
export type Command = Pick<Binding, 'place' | 'act' | 'help'> & {
  /** The key that does it, as the table names it. */
  readonly name: string | undefined;
  /** The same key as people know it. */
  readonly key: string;
  readonly group: string;
};

/** Keys that only move about need no name. */
const places: readonly Binding['place'][] = ['device', 'twin', 'query', 'results', 'global'];
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
  'new-line',
  'older-entry',
  'newer-entry',
  'accept-ghost',
  'accept-ghost-word',
  'leave-prompt',
  'previous-column',
  'next-column',
  'to-prompt',
];

/** The rows have some keys of the prompt, which do the same. */
const ofPrompt = new Set(bindings.filter(({ place }) => place === 'query').map(({ act }) => act));

const all: readonly Command[] = bindings
  .filter(({ place, act }) => places.includes(place) && !moves.includes(act))
  .filter(({ place, act }) => place !== 'results' || !ofPrompt.has(act))
  .map(({ place, act, help, keys }) => ({
    place,
    act,
    help,
    name: keys[0],
    key: keys[0] === undefined ? '' : showKey(keys[0]),
    group: place === 'global' ? 'Everywhere' : placeNames[place],
  }));

/**
 * The commands that hold every typed word: those that begin with the first word before the others, and among each those
 * of the places one is in first.
 */
export function commandsFor(text: string, here: readonly Place[] = []): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  // What holds everywhere is not looked for by that.
  const named = ({ place, group, help, act }: Command) =>
    `${place === 'global' ? '' : group} ${help} ${act}`.toLowerCase();
  const found = all.filter(command => words.every(word => named(command).includes(word)));
  const isFirst = ({ help }: Command) => words[0] !== undefined && help.toLowerCase().startsWith(words[0]);
  const rank = (command: Command) => (isFirst(command) ? 0 : 2) + (here.includes(command.place) ? 0 : 1);
  return [...found].sort((one, other) => rank(one) - rank(other));
}
