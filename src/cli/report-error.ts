import type { Writable } from 'node:stream';
import { AppError, messageOf } from '../lib/errors.ts';
import { escapeUnsafe } from '../lib/escape.ts';
import { whatToTry } from './what-to-try.ts';

/** Tells a person of an error: expected ones in a sentence with what to try, bugs with their stack. */
export function reportError(error: unknown, stream: Writable): void {
  if (error instanceof AppError) {
    stream.write(`twin-tui: ${escapeUnsafe(error.message)}\n`);
    // Messages quote what others wrote.
    const hint = whatToTry(error);
    if (hint !== undefined) stream.write(`${hint.split('\n').map(escapeUnsafe).join('\n')}\n`);
    return;
  }
  const stack = error instanceof Error && error.stack ? error.stack : messageOf(error);
  stream.write(`twin-tui: this is a bug, please report it:\n${stack.split('\n').map(escapeUnsafe).join('\n')}\n`);
}
