import { type Place, pathsOf, valuedOptions } from './places.ts';

/** Walks the words before the cursor for as long as they name a command, then offers what may follow. */
export function bashScript(places: readonly Place[]): string {
  const offers = places.map(place => `    '${place.path}') words='${wordsOf(place).join(' ')}';;`);
  // Without words bash offers files, which is what a free value may be.
  const valued = valuedOptions(places);
  const values = valued.map(({ name, choices }) => `    ${name}) words='${choices.join(' ')}';;`);
  const steps = pathsOf(places).map(path => `      '${path}') place='${path}';;`);
  return `_twin_tui() {
  local word last='' place='' words='' current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$last" in
      ${valued.map(({ name }) => name).join('|')}) last=''; continue;;
    esac
    last="$word"
    case "\${place:+$place }$word" in
${steps.join('\n')}
    esac
  done
  case "$place" in
${offers.join('\n')}
  esac
  # --option=value comes as three words.
  if [ "$current" = '=' ]; then current=''
  elif [ "$previous" = '=' ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  case "$previous" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _twin_tui twin-tui
`;
}

function wordsOf({ commands, options, values }: Place): readonly string[] {
  return [...values, ...commands.map(({ name }) => name), ...options.flatMap(option => option.long ?? []), '--help'];
}
