import type { Option } from 'commander';
import { type Place, pathsOf, valuedOptions } from './places.ts';

/**
 * Walks the words before the cursor as the other shells do: fish's own `__fish_seen_subcommand_from` takes a device
 * that is called `job` for the command.
 */
export function fishScript(places: readonly Place[]): string {
  const valued = valuedOptions(places).map(({ name }) => name);
  const everywhere = rulesOf(places[0]!).filter(rule => places.every(place => rulesOf(place).includes(rule)));
  const elsewhere = places.flatMap(place =>
    rulesOf(place)
      .filter(rule => !everywhere.includes(rule))
      .map(rule => `${at(place.path)} ${rule}`),
  );
  return `function __twin_tui_at
  set -l words (commandline -opc)
  set -l place ''
  set -l skips no
  for word in $words[2..-1]
    if test $skips = yes
      set skips no
      continue
    end
    contains -- $word ${valued.join(' ')}; and set skips yes
    set -l next (string trim -- "$place $word")
    contains -- $next ${pathsOf(places).map(quoted).join(' ')}; and set place $next
  end
  test "$place" = "$argv"
end
${[...everywhere, ...elsewhere].map(rule => `complete -c twin-tui ${rule}`).join('\n')}
`;
}

function at(path: string): string {
  return `-n ${quoted(`__twin_tui_at ${path}`.trim())}`;
}

function rulesOf({ commands, options, values, takesFile }: Place): readonly string[] {
  return [
    ...(takesFile ? [] : ['-f']),
    ...commands.map(({ name, description }) => `-f -a ${name} -d ${quoted(description)}`),
    ...(values.length === 0 ? [] : [`-f -a ${quoted(values.join(' '))}`]),
    ...options.flatMap(option => (option.long ? optionRule(option) : [])),
    `-l help -d 'print help'`,
  ];
}

function optionRule({ long, description, argChoices, required }: Option): string {
  const values = argChoices ? ` -x -a ${quoted(argChoices.join(' '))}` : required ? ' -rF' : '';
  return `-l ${long!.slice(2)}${values} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
