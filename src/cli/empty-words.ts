import { type Command, InvalidArgumentError } from 'commander';

/** What these take is read with a message of its own for what is empty. */
const readElsewhere = ['--connection-string', '--patch', '--payload', '--where'];

/**
 * A script whose variable is not set gives an empty word. A hub would take it for the list of all, `--data-dir` for the
 * directory that one is in.
 */
export function refuseEmptyWords(command: Command): void {
  for (const argument of command.registeredArguments) {
    if (argument.required && !argument.variadic && argument.parseArg === undefined) argument.argParser(notEmpty);
  }
  for (const option of command.options) {
    const isRead = option.parseArg !== undefined || readElsewhere.includes(option.long ?? '');
    if (option.required && !isRead) option.argParser(notEmpty);
  }
}

function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('Expected a text, found none: a variable may not be set.');
  return text;
}
