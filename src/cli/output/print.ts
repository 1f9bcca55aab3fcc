import { once } from 'node:events';
import { safeJson } from '../../lib/escape.ts';

/** Writes data to stdout and waits while its reader is behind, so that no more is fetched than is read. */
export async function print(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** One value as indented JSON. */
export function printJson(value: unknown): Promise<void> {
  return print(`${safeJson(value, 2)}\n`);
}

/** A line for a person, on stderr. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
