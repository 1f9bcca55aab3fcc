import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';

export type NamedCommand = { readonly command: Command; readonly path: readonly string[]; readonly name: string };

export function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function pathOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

/** All commands, those that are only a heading of others included. */
export const commands: readonly NamedCommand[] = everyCommand(createProgram())
  .filter(({ parent }) => parent !== null)
  .map(command => ({ command, path: pathOf(command), name: pathOf(command).join(' ') }));

/** Those that do something themselves. */
export const acting = commands.filter(({ command }) => command.commands.length === 0 || command.name() === 'hub');
