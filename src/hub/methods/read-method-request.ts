import { bounds } from '../../lib/bounds.ts';
import { type Json, type JsonObject, kindOf } from '../../lib/json.ts';
import type { MethodRequest } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { readObject, readString } from '../http/body-members.ts';
import { argumentInvalid } from '../hub-error.ts';

/** hub-reference 4. Seconds, bytes of JSON text. */
const response = { least: 5, most: 300, default: 30 };
const connect = { least: 0, most: 300, default: 0 };
const largestPayload = bounds.methods.payload;
const longestName = bounds.methods.name;

/** The body of a method call, its payload as it is written there if that is known. Throws HubError 400, 413. */
export function readMethodRequest(json: Json, payload?: string): MethodRequest {
  const body = readObject(json, 'the body');
  const responseTimeout = readSeconds(body, ['responseTimeoutInSeconds', 'timeoutInSeconds'], response);
  const connectTimeout = readSeconds(body, ['connectTimeoutInSeconds'], connect);
  requireOrder(connectTimeout, responseTimeout);
  const methodName = readName(body);
  const text = checkPayload(payload ?? JSON.stringify(body.payload ?? null));
  return { methodName, payload: text, responseTimeout, connectTimeout };
}

/** Throws HubError 413. */
export function checkPayload(payload: string): string {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= largestPayload) return payload;
  throw hubError('MessageTooLarge', `the payload takes ${bytes} bytes, the limit is ${largestPayload}`);
}

/** Both in seconds, from text or number; undefined takes the default. */
export function readTimeouts(
  connectSeconds: number | undefined,
  responseSeconds: number | undefined,
): Pick<MethodRequest, 'connectTimeout' | 'responseTimeout'> {
  const responseTimeout = inRange(responseSeconds, 'responseTimeoutInSeconds', response);
  const connectTimeout = inRange(connectSeconds, 'connectTimeoutInSeconds', connect);
  requireOrder(connectTimeout, responseTimeout);
  return { connectTimeout, responseTimeout };
}

function requireOrder(connectTimeout: number, responseTimeout: number): void {
  if (connectTimeout > responseTimeout) {
    throw argumentInvalid(
      `the connection timeout (${connectTimeout} s) may not exceed the overall timeout (${responseTimeout} s)`,
    );
  }
}

type Range = typeof response;

function readSeconds(body: JsonObject, names: readonly string[], range: Range): number {
  const name = names.find(candidate => body[candidate] !== undefined && body[candidate] !== null) ?? names[0]!;
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== 'number') {
    throw argumentInvalid(`${name} must be a number of seconds, found ${kindOf(value)}`);
  }
  return inRange(value, name, range);
}

function inRange(value: number | undefined, name: string, range: Range): number {
  if (value === undefined) return range.default;
  if (Number.isInteger(value) && value >= range.least && value <= range.most) return value;
  throw argumentInvalid(`${name} must be a whole number from ${range.least} to ${range.most}, found ${value}`);
}

/** Printable ASCII without the separators that the documentation excludes. */
const methodName = /^[!#%&'*+\-.0-9A-Z^_`a-z|~]+$/;

function readName(body: JsonObject): string {
  const name = readString(body, 'methodName', longestName);
  if (!name) throw argumentInvalid('the body lacks methodName');
  return checkMethodName(name);
}

/** Throws HubError 400. */
export function checkMethodName(name: string): string {
  if (name.length <= longestName && methodName.test(name)) return name;
  if (name.length > longestName) {
    throw argumentInvalid(`the method name has ${name.length} characters, the limit is ${longestName}`);
  }
  throw argumentInvalid(`the method name ${JSON.stringify(name)} holds characters that names may not`);
}
