import type { Command } from 'commander';
import { nearest } from '../query/language/nearest.ts';

/** Words that people bring along from other tools. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ['ls', ['list']],
  ['rm', ['delete']],
  ['remove', ['delete']],
  ['get', ['show']],
  ['add', ['create']],
  ['new', ['create']],
  ['set', ['patch', 'update']],
  ['call', ['invoke']],
]);

/** What a person is told of a command that there is not, in Commander's words: what was meant, or else what there is. */
export function unknownCommand(command: Command, word: string): string {
  const names = command.commands.map(known => known.name());
  const meant = synonyms.get(word)?.find(name => names.includes(name)) ?? nearest(word, names);
  const suggestion = meant === undefined ? `There is ${names.join(', ')}.` : `(Did you mean ${meant}?)`;
  return `error: unknown command '${word}'\n${suggestion}`;
}

/** Commander's own message of an unknown command, with what it leaves out where no name is alike. */
export function withSuggestion(command: Command, text: string): string {
  const [, word] = /^error: unknown command '(.*)'\n$/s.exec(text) ?? [];
  return word === undefined ? text : `${unknownCommand(command, word)}\n`;
}
