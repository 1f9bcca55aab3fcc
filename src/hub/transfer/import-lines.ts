import { AppError, messageOf } from '../../lib/errors.ts';
import { isObject, type Json, toBare } from '../../lib/json.ts';
import type { Change, HubState } from '../state/hub-state.ts';
import { entryFault } from './check-entry.ts';
import { exportHeader } from './export-lines.ts';

const changesPerCommit = 500;

/**
 * Fills an empty hub from the lines of an export, line feeds taken off. All lines are checked before the first is
 * taken. Throws AppError that names the line and what is wrong with it, or when the hub has identities already.
 */
export async function importLines(
  state: HubState,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<{ readonly entries: number }> {
  if (state.count('identity') > 0) {
    throw new AppError('The hub has identities already, so nothing was imported.', {
      hint: 'Import into a new data directory (--data-dir), or into an ephemeral hub.',
    });
  }
  const changes = await readLines(lines);
  for (let from = 0; from < changes.length; from += changesPerCommit) {
    await state.commit(changes.slice(from, from + changesPerCommit));
  }
  return { entries: changes.length };
}

async function readLines(lines: AsyncIterable<string> | Iterable<string>): Promise<readonly Change[]> {
  const changes: Change[] = [];
  let number = 0;
  for await (const line of lines) {
    number++;
    if (number === 1) checkHeader(line);
    else if (line.trim() !== '') changes.push(readLine(line, number));
  }
  if (number === 0) checkHeader('');
  checkPairs(changes);
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

/** An identity and its twin live and die together. */
function checkPairs(changes: readonly Change[]): void {
  const keysOf = (kind: Change['kind']) =>
    new Set(changes.filter(change => change.kind === kind).map(change => change.key));
  const [identities, twins] = [keysOf('identity'), keysOf('twin')];
  for (const key of identities) if (!twins.has(key)) throw new AppError(`Nothing was imported: ${key} has no twin.`);
  for (const key of twins)
    if (!identities.has(key)) throw new AppError(`Nothing was imported: ${key} has no identity.`);
}

function parse(line: string, number: number): Json {
  try {
    return toBare(JSON.parse(line) as Json);
  } catch (error) {
    throw lineError(number, messageOf(error));
  }
}

function lineError(number: number, what: string): AppError {
  return new AppError(`Nothing was imported: line ${number}: ${what}.`);
}
