import type { Writable } from 'node:stream';
import { AppError, messageOf } from '../lib/errors.ts';

/** Tells a person of an error: expected ones in a sentence with what to try, bugs with their stack. */
export function reportError(error: unknown, stream: Writable): void {
  if (error instanceof AppError) {
    stream.write(`twin-tui: ${oneLine(error.message)}\n`);
    if (error.hint !== undefined) stream.write(`${error.hint.split('\n').map(oneLine).join('\n')}\n`);
    return;
  }
  const stack = error instanceof Error && error.stack ? error.stack : messageOf(error);
  stream.write(`twin-tui: this is a bug, please report it:\n${stack}\n`);
}

/** Messages quote what others wrote. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, found => JSON.stringify(found).slice(1, -1));
}
