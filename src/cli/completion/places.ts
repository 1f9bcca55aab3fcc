import type { Command, Option } from 'commander';

/** One command with the words that may follow it. */
export type Place = {
  /** `twin patch`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly Option[];
  /** What its arguments may be, where that is a list. */
  readonly values: readonly string[];
  /** Whether an argument of it names a file. */
  readonly takesFile: boolean;
};

/** The program and all its commands, made from the definitions themselves. */
export function placesOf(
  command: Command,
  path: readonly string[] = [],
  inherited: readonly Option[] = [],
): readonly Place[] {
  const options = [...inherited, ...command.options.filter(option => !option.hidden)];
  const commands = command.commands.map(child => ({ name: child.name(), description: child.description() }));
  const below = command.commands.flatMap(child => placesOf(child, [...path, child.name()], options));
  const values = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const takesFile = command.registeredArguments.some(argument => argument.name() === 'file');
  return [{ path: path.join(' '), commands, options, values, takesFile }, ...below];
}

/** The words that are a command's own, after which its children and options follow. */
export function pathsOf(places: readonly Place[]): readonly string[] {
  return places.map(({ path }) => path).filter(path => path !== '');
}

export type ValuedOption = { readonly name: string; readonly choices: readonly string[] };

/** Options that want a value, with the choices there are or none; one name means the same everywhere. */
export function valuedOptions(places: readonly Place[]): readonly ValuedOption[] {
  const found = new Map<string, ValuedOption>();
  for (const { long, required, argChoices = [] } of places.flatMap(({ options }) => options)) {
    if (long && required) found.set(long, { name: long, choices: argChoices });
  }
  return [...found.values()];
}

/** In single quotes, for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
