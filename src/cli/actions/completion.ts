import type { Command, Option } from 'commander';
import { print } from '../output/print.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** One command with the words that may follow it. */
type Place = {
  /** `twin patch`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly Option[];
  /** What its arguments may be, where that is a list. */
  readonly values: readonly string[];
};

/** A shell's script, made from the commands themselves. */
export async function printCompletion(program: Command, shell: Shell): Promise<void> {
  const places = placesOf(program, []);
  await print(shell === 'fish' ? fishScript(places) : shell === 'zsh' ? zshScript(places) : bashScript(places));
}

function placesOf(command: Command, path: readonly string[], inherited: readonly Option[] = []): readonly Place[] {
  const options = [...inherited, ...command.options.filter(option => !option.hidden)];
  const commands = command.commands.map(child => ({ name: child.name(), description: child.description() }));
  const below = command.commands.flatMap(child => placesOf(child, [...path, child.name()], options));
  const values = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  return [{ path: path.join(' '), commands, options, values }, ...below];
}

function wordsOf({ commands, options, values }: Place): readonly string[] {
  return [...values, ...commands.map(({ name }) => name), ...options.flatMap(option => option.long ?? []), '--help'];
}

/** Walks the words before the cursor for as long as they name a command, then offers what may follow. */
function bashScript(places: readonly Place[]): string {
  const cases = places.map(place => `    '${place.path}') words='${wordsOf(place).join(' ')}';;`).join('\n');
  const values = valuesOf(places).map(([name, choices]) => `    ${name}) words='${choices.join(' ')}';;`);
  return `_twin_tui() {
  local word path='' words='' current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
${places
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      '${path}') path='${path}';;`)
  .join('\n')}
    esac
  done
  case "$path" in
${cases}
  esac
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _twin_tui twin-tui
`;
}

/** Options with a list of values; one name means the same everywhere. */
function valuesOf(places: readonly Place[]): readonly (readonly [name: string, choices: readonly string[]])[] {
  const found = new Map<string, readonly string[]>();
  for (const { long, argChoices } of places.flatMap(({ options }) => options)) {
    if (long && argChoices) found.set(long, argChoices);
  }
  return [...found];
}

function zshScript(places: readonly Place[]): string {
  return `#compdef twin-tui
autoload -U +X bashcompinit && bashcompinit
${bashScript(places)}`;
}

function fishScript(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, commands, options, values }) => {
    const at = path === '' ? '__fish_use_subcommand' : path.split(' ').map(seen).join('; and ');
    const entries = commands.map(({ name, description }) => `-f -a ${name} -d ${quoted(description)}`);
    const flags = options.flatMap(option => (option.long ? fishOption(option) : []));
    const choices = values.length === 0 ? [] : [`-f -a ${quoted(values.join(' '))}`];
    return [...entries, ...choices, ...flags].map(entry => `complete -c twin-tui -n ${quoted(at)} ${entry}`);
  });
  return `${[...new Set(lines)].join('\n')}\n`;
}

const seen = (word: string): string => `__fish_seen_subcommand_from ${word}`;

function fishOption({ long, description, argChoices, required }: Option): string {
  const values = argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : required ? ' -r' : '';
  return `-l ${long!.slice(2)}${values} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
