import { AppError, messageOf } from '../../lib/errors.ts';
import { isObject, type Json, toBare } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import type { Change, HubState } from '../state/hub-state.ts';
import { splitKey } from '../state/identity.ts';
import { entryFault } from './check-entry.ts';
import { exportHeader } from './export-lines.ts';
import { shown } from './member-checks.ts';

/**
 * Fills an empty hub, which nobody uses yet, from the lines of an export, line feeds taken off: all of it or nothing.
 * Throws AppError that names the line and what is wrong with it, or when the hub has identities already; the signal's
 * reason when that is aborted.
 */
export async function importLines(
  state: HubState,
  lines: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<{ readonly entries: number }> {
  if (state.count('identity') > 0) {
    throw new AppError('The hub has identities already, so nothing was imported.', {
      hint: 'Import into a new data directory (--data-dir), or into an ephemeral hub.',
    });
  }
  const changes = await readLines(lines, signal);
  await state.fill(changes, signal);
  return { entries: changes.length };
}

async function readLines(
  lines: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let number = 0;
  for await (const line of lines) {
    signal?.throwIfAborted();
    number++;
    if (number === 1) checkHeader(line);
    else if (line.trim() !== '') changes.push(readLine(line, number));
  }
  if (number === 0) checkHeader('');
  checkWhole(changes);
  return changes;
}

function checkHeader(line: string): void {
  const header = parse(line, 1);
  if (!isObject(header) || header.format !== exportHeader.format) {
    throw lineError(1, `expected ${JSON.stringify(exportHeader)}, as a hub's export begins`);
  }
  if (header.version !== exportHeader.version) {
    throw lineError(1, `expected version ${exportHeader.version}, found ${JSON.stringify(header.version)}`);
  }
}

function readLine(line: string, number: number): Change {
  const entry = parse(line, number);
  const fault = entryFault(entry);
  if (fault !== undefined) throw lineError(number, fault);
  return entry as unknown as Change;
}

/** An identity and its twin live and die together; modules and sessions are of identities that are there. */
function checkWhole(changes: readonly Change[]): void {
  const keys = new Map<Change['kind'], Set<string>>();
  for (const { kind, key } of changes) {
    const known = keys.get(kind) ?? new Set();
    if (known.has(key)) throw nothing(`the ${kind} ${shown(key)} is there twice`);
    keys.set(kind, known.add(key));
  }
  const has = (kind: Change['kind'], key: string) => keys.get(kind)?.has(key) === true;
  for (const key of keys.get('identity') ?? []) {
    if (!has('twin', key)) throw nothing(`${shown(key)} has no twin`);
    const { deviceId } = splitKey(key);
    if (!has('identity', deviceId)) throw nothing(`the module ${shown(key)} has no device`);
  }
  for (const kind of ['twin', 'session'] as const) {
    for (const key of keys.get(kind) ?? []) {
      if (!has('identity', key)) throw nothing(`the ${kind} ${shown(key)} has no identity`);
    }
  }
}

function nothing(because: string): AppError {
  return new AppError(`Nothing was imported: ${because}.`);
}

function parse(line: string, number: number): Json {
  try {
    return toBare(JSON.parse(line) as Json);
  } catch (error) {
    const found = jsonError(line);
    throw lineError(number, found === undefined ? messageOf(error) : `${found.message} at column ${found.column}`);
  }
}

function lineError(number: number, what: string): AppError {
  return nothing(`line ${number}: ${what}`);
}
