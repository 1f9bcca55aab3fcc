import { type Place, pathsOf, quoted, valuedOptions } from './places.ts';

/**
 * A function of zsh's own completion, for a file in fpath as well as for `source`. Not bash's through bashcompinit: zsh
 * reads `path` as PATH and counts words from one, and the first Tab would only define it.
 */
export function zshScript(places: readonly Place[]): string {
  const steps = pathsOf(places).map(path => `      ${quoted(path)}) place=${quoted(path)};;`);
  const valued = valuedOptions(places);
  const values = valued.map(
    ({ name, choices }) =>
      `    ${name}) ${choices.length === 0 ? '_files' : offer('value', choices.map(quoted))}; return;;`,
  );
  return `#compdef twin-tui
_twin-tui() {
  local word last='' place='' previous=\${words[CURRENT-1]}
  local -a offered
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case $last in
      ${valued.map(({ name }) => name).join('|')}) last=''; continue;;
    esac
    last=$word
    case "\${place:+$place }$word" in
${steps.join('\n')}
    esac
  done
  if [[ $words[CURRENT] == --*=* ]]; then
    previous=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  case $previous in
${values.join('\n')}
  esac
  case $place in
${places.map(offersOf).join('\n')}
  esac
}
# Where this file is found in fpath, its first use is a completion already.
if [[ $funcstack[1] == _twin-tui ]]; then
  _twin-tui "$@"
else
  compdef _twin-tui twin-tui
fi
`;
}

function offersOf({ path, commands, options, values, takesFile }: Place): string {
  const words = [
    ...commands.map(({ name, description }) => entry(name, description)),
    ...values.map(value => entry(value, '')),
  ];
  const flags = options.flatMap(({ long, description }) => (long ? [entry(long, description)] : []));
  const offers = [
    ...(words.length === 0 ? [] : [offer('word', words)]),
    ...(takesFile ? ['_files'] : []),
    offer('option', [...flags, entry('--help', 'print help')], '-o '),
  ];
  return `    ${quoted(path)})\n      ${offers.join('\n      ')};;`;
}

/** A word with its description, as _describe reads them. */
function entry(word: string, description: string): string {
  return quoted(description === '' ? word : `${word}:${description}`);
}

function offer(tag: string, entries: readonly string[], kind = ''): string {
  return `offered=(${entries.join(' ')}); _describe ${kind}-t ${tag}s ${tag} offered`;
}
