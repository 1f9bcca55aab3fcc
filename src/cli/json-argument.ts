import { text } from 'node:stream/consumers';
import { AppError, ExitCode, messageOf } from '../lib/errors.ts';
import { isObject, type Json, type JsonObject, kindOf, toBare } from '../lib/json.ts';
import { jsonError } from '../lib/json-error.ts';

/** Reads JSON from an argument, or from stdin when that is absent or `-`. Throws AppError with line and column. */
export async function readJson(argument: string | undefined, what: string): Promise<Json> {
  const fromStdin = argument === undefined || argument === '-';
  if (fromStdin && process.stdin.isTTY) {
    throw new AppError(`expected ${what} as JSON, found nothing`, {
      hint: 'Give it as an argument, or on stdin: … < file.json',
      exitCode: ExitCode.usage,
    });
  }
  const source = fromStdin ? await text(process.stdin) : argument;
  const error = jsonError(source);
  if (error === undefined) return readBare(source, what);
  throw new AppError(`${what} is not JSON at line ${error.line}, column ${error.column}: ${error.message}`, {
    hint: fromStdin ? 'It was read from stdin.' : 'Quote it for the shell, or give it on stdin.',
    exitCode: ExitCode.usage,
  });
}

/** JSON that is right, and yet too deep or with numbers that no hub takes. */
function readBare(source: string, what: string): Json {
  try {
    return toBare(JSON.parse(source) as Json);
  } catch (error) {
    throw new AppError(`${what} cannot be taken: ${messageOf(error)}`, {
      hint: 'No hub takes it; make it smaller or flatter.',
      exitCode: ExitCode.usage,
    });
  }
}

export async function readJsonObject(argument: string | undefined, what: string): Promise<JsonObject> {
  const value = await readJson(argument, what);
  if (isObject(value)) return value;
  throw new AppError(`${what} must be a JSON object, found ${kindOf(value)}`, {
    hint: 'Expected members in braces, such as {"a":1}.',
    exitCode: ExitCode.usage,
  });
}
