import type { IncomingMessage } from 'node:http';
import { bounds } from '../../lib/bounds.ts';
import { bareObject, isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { readErrorBody } from '../sdk-errors.ts';
import type { WireRecord } from '../wire-record.ts';

export type AnsweredCall = {
  readonly at: number;
  readonly milliseconds: number;
  readonly method: string;
  readonly path: string;
  readonly who: string;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: unknown;
  readonly error: unknown;
  readonly answer: unknown;
  readonly response: IncomingMessage | undefined;
};

/** Characters of a body that are kept. */
const bodyLimit = bounds.wireLog.body;
const secretKeys = new Set(['primaryKey', 'secondaryKey', 'SharedAccessKey', 'sharedAccessKey', 'connectionString']);

/** One call of a service client as a wire record, its keys masked and its token left out. */
export function callRecord(call: AnsweredCall): Omit<WireRecord, 'sequence'> {
  const failure = call.error as { responseBody?: unknown; response?: IncomingMessage } | null | undefined;
  const response = call.response ?? failure?.response;
  const requestBody = textOf(call.body);
  const answerBody = failure ? textOf(failure.responseBody) : textOf(call.answer);
  return {
    at: call.at,
    protocol: 'REST',
    direction: 'in',
    who: call.who,
    what: `${call.method} ${call.path.replace(/([?&])api-version=[^&]*&?/, '$1').replace(/[?&]$/, '')}`,
    status: response?.statusCode,
    note: failure ? noteOf(failure, response) : undefined,
    version: versionOf(call.answer),
    requestBytes: Buffer.byteLength(requestBody ?? ''),
    answerBytes: Buffer.byteLength(answerBody ?? ''),
    milliseconds: call.milliseconds,
    requestBody: requestBody?.slice(0, bodyLimit),
    answerBody: answerBody?.slice(0, bodyLimit),
    headers: headersOf(call.headers),
  };
}

/** A copy in which the values of keys that hold secrets are stars. */
function maskSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (!isObject(value)) return value;
  const masked = bareObject();
  for (const [key, member] of Object.entries(value)) {
    masked[key] = secretKeys.has(key) && typeof member === 'string' ? '***' : maskSecrets(member);
  }
  return masked;
}

function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  return typeof body === 'string' ? body : JSON.stringify(maskSecrets(body as Json));
}

function noteOf(failure: { responseBody?: unknown }, response: IncomingMessage | undefined): string {
  const header = response?.headers['iothub-errorcode'];
  if (typeof header === 'string') return header;
  return readErrorBody(failure.responseBody).code ?? String((failure as Error).message ?? failure);
}

function versionOf(answer: unknown): number | undefined {
  const version = isObject(answer) ? (answer as JsonObject).version : undefined;
  return typeof version === 'number' ? version : undefined;
}

function headersOf(headers: AnsweredCall['headers']): { readonly [name: string]: string } {
  const shown = Object.entries(headers).filter(([name]) => !/^(authorization|user-agent)$/i.test(name));
  return Object.fromEntries(shown.map(([name, value]) => [name, String(value)]));
}
