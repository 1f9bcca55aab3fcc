import { once } from 'node:events';
import { escapeUnsafe, safeJson } from '../../lib/escape.ts';

/** Writes data to stdout and waits while its reader is behind, so that no more is fetched than is read. */
export async function print(text: string): Promise<void> {
  const written = process.stdout.isTTY ? harmless(text) : text;
  if (written !== '' && !process.stdout.write(written)) await once(process.stdout, 'drain');
}

/** One value as indented JSON. */
export function printJson(value: unknown): Promise<void> {
  return print(`${safeJson(value, 2)}\n`);
}

/** A line for a person, on stderr. */
export function note(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? harmless(text) : text}\n`);
}

/** What a terminal could obey, escaped; pipes and files get every text as it is. */
function harmless(text: string): string {
  return text.split(/\r?\n/).map(escapeUnsafe).join('\n');
}
