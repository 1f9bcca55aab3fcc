import type { IncomingMessage } from 'node:http';
import { bounds } from '../../lib/bounds.ts';
import type { WireRecord } from '../feed.ts';
import type { Answer, Operation } from './operation.ts';

export type Exchange = {
  readonly request: IncomingMessage;
  readonly operation: Operation | undefined;
  readonly who: string | undefined;
  readonly requestBody: Buffer | undefined;
  readonly answer: Answer;
  readonly milliseconds: number;
};

const bodyLimit = bounds.wireLog.body;
const shownHeaders = ['content-type', 'if-match', 'user-agent', 'request-id'];
const keyMembers = /"(primaryKey|secondaryKey)"\s*:\s*"(?:[^"\\]|\\.)*"/gi;

/** An exchange as the wire log shows it, without credentials and keys. */
export function restRecord(exchange: Exchange): WireRecord {
  const { request, operation, who, requestBody, answer, milliseconds } = exchange;
  const [path = ''] = (request.url ?? '').split('?');
  const keys = operation?.holdsKeys ?? operation === undefined;
  return {
    type: 'wire',
    protocol: 'REST',
    direction: 'in',
    who,
    what: `${request.method} ${path}`,
    status: answer.status,
    note: answer.headers?.['iothub-errorcode'],
    version: answer.version,
    requestBytes: requestBody?.length ?? 0,
    answerBytes: answer.body === undefined ? 0 : Buffer.byteLength(answer.body),
    milliseconds,
    requestBody: bodyText(requestBody, keys),
    answerBody: bodyText(answer.body, keys),
    headers: headersOf(request),
  };
}

function bodyText(body: string | Buffer | undefined, holdsKeys: boolean): string | undefined {
  if (body === undefined || body.length === 0) return undefined;
  // Keys are looked for before cutting: half a key would be kept otherwise.
  if (holdsKeys) return String(body).replace(keyMembers, '"$1":"***"').slice(0, bodyLimit);
  return typeof body === 'string' ? body.slice(0, bodyLimit) : body.toString('utf8', 0, bodyLimit);
}

function headersOf(request: IncomingMessage): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (shownHeaders.includes(name) || name.startsWith('x-ms-')) headers[name] = String(value);
  }
  return headers;
}
