import { text } from 'node:stream/consumers';
import { AppError, ExitCode } from '../lib/errors.ts';
import { isObject, type Json, type JsonObject, toBare } from '../lib/json.ts';

/** Reads JSON from an argument, or from stdin when that is absent or `-`. Throws AppError with line and column. */
export async function readJson(argument: string | undefined, what: string): Promise<Json> {
  const fromStdin = argument === undefined || argument === '-';
  if (fromStdin && process.stdin.isTTY) {
    throw new AppError(`expected ${what} as JSON, as an argument or on stdin`, { exitCode: ExitCode.usage });
  }
  const source = fromStdin ? await text(process.stdin) : argument;
  try {
    return toBare(JSON.parse(source) as Json);
  } catch (error) {
    const { message } = error as Error;
    const place = placeOf(message, source);
    throw new AppError(`${what} is not JSON${place}: ${message.replace(/ \(line \d+ column \d+\)/, '')}`, {
      hint: fromStdin ? 'It was read from stdin.' : 'Quote it for the shell, or give it on stdin.',
      exitCode: ExitCode.usage,
    });
  }
}

export async function readJsonObject(argument: string | undefined, what: string): Promise<JsonObject> {
  const value = await readJson(argument, what);
  if (isObject(value)) return value;
  const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
  throw new AppError(`${what} must be a JSON object, found ${found}`, { exitCode: ExitCode.usage });
}

/** Node tells the offset in most messages; an unexpected end has none, but it is at the end. */
function placeOf(message: string, source: string): string {
  const told = /at position (\d+)/.exec(message)?.[1];
  const offset = told === undefined ? (/end of JSON/.test(message) ? source.length : undefined) : Number(told);
  if (offset === undefined) return '';
  const before = source.slice(0, offset).split('\n');
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
