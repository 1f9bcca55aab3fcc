import { AppError, ExitCode } from '../../lib/errors.ts';
import type { JsonObject } from '../../lib/json.ts';
import { HubError } from '../hub-error.ts';
import { controlActions, parseControlCommand } from './control-command.ts';

/** How `twin-tui hub control` is used, a line for each command. */
export const controlUsage = `status
throttle <F1|S1|S2|S3|off> [units]
exhaust <on|off>
latency <milliseconds> [jitter]
index-lag <milliseconds>
drop [device[/module]]
disk <broken|ok>
clock fix <time> | advance <milliseconds> | release`;

/**
 * The body for `POST /$twin-tui/control` from the words of `twin-tui hub control`, e.g. `throttle S1`. Throws AppError
 * for words that make no command.
 */
export function controlBody(words: readonly string[]): JsonObject {
  const body = bodyOf(words);
  try {
    parseControlCommand(body);
  } catch (error) {
    if (error instanceof HubError) throw usageError(error.message);
    throw error;
  }
  return body;
}

function bodyOf([action = '', first, second, ...rest]: readonly string[]): JsonObject {
  if (rest.length > 0) throw usageError(`${rest.join(' ')} is too much`);
  switch (action) {
    case 'status':
      return { action };
    case 'throttle':
      return { action, tier: first ?? '', ...(second !== undefined && { units: numberOf(second) }) };
    case 'exhaust':
      return { action, on: choice(first, 'on', 'off') };
    case 'latency':
      return { action, milliseconds: numberOf(first), ...(second !== undefined && { jitter: numberOf(second) }) };
    case 'index-lag':
      return { action, milliseconds: numberOf(first) };
    case 'drop': {
      const [deviceId, moduleId] = first?.split('/') ?? [];
      return { action, ...(deviceId !== undefined && { deviceId }), ...(moduleId !== undefined && { moduleId }) };
    }
    case 'disk':
      return { action, broken: choice(first, 'broken', 'ok') };
    case 'clock':
      return { action, ...clockOf(first, second) };
    default:
      throw usageError(`expected one of ${controlActions.join(', ')}, found ${JSON.stringify(action)}`);
  }
}

/** Another word than a number stays as it is, to be refused by its name. */
function numberOf(word = ''): number | string {
  const number = Number(word);
  return word.trim() === '' || Number.isNaN(number) ? word : number;
}

/** Another word than the two stays as it is, to be refused. */
function choice(word: string | undefined, yes: string, no: string): boolean | string {
  if (word === yes) return true;
  return word === no ? false : (word ?? '');
}

function clockOf(change: string | undefined, value: string | undefined): JsonObject {
  if (change === 'fix') return { fixed: value ?? '' };
  if (change === 'advance') return { advance: numberOf(value) };
  return change === 'release' ? { release: true } : {};
}

function usageError(message: string): AppError {
  return new AppError(`Control: ${message}.`, { hint: `Use one of\n${controlUsage}`, exitCode: ExitCode.usage });
}
