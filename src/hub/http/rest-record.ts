import type { IncomingMessage } from 'node:http';
import { bounds } from '../../lib/bounds.ts';
import type { WireRecord } from '../feed.ts';
import { maskSentKeys, maskWrittenKeys } from './mask-keys.ts';
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

/** An exchange as the wire log shows it, without credentials and keys. */
export function restRecord(exchange: Exchange): WireRecord {
  const { request, operation, who, requestBody, answer, milliseconds } = exchange;
  const [path = ''] = (request.url ?? '').split('?');
  const holdsKeys = operation?.holdsKeys ?? operation === undefined;
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
    requestBody: holdsKeys ? sentText(requestBody) : bodyText(requestBody),
    answerBody: holdsKeys ? ownText(answer.body) : bodyText(answer.body),
    headers: headersOf(request),
  };
}

/** Of an operation that takes keys. They are looked for before cutting: half a key would be kept otherwise. */
function sentText(body: Buffer | undefined): string | undefined {
  return body?.length ? maskSentKeys(String(body))?.slice(0, bodyLimit) : undefined;
}

/** The hub's own answers are whole and well-formed. */
function ownText(body: string | Buffer | undefined): string | undefined {
  return body?.length ? maskWrittenKeys(String(body)).slice(0, bodyLimit) : undefined;
}

/** Where no keys belong they may come by mistake. A key that was cut is found as well. */
function bodyText(body: string | Buffer | undefined): string | undefined {
  if (!body?.length) return undefined;
  return maskWrittenKeys(typeof body === 'string' ? body.slice(0, bodyLimit) : body.toString('utf8', 0, bodyLimit));
}

function headersOf(request: IncomingMessage): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (shownHeaders.includes(name) || name.startsWith('x-ms-')) headers[name] = String(value);
  }
  return headers;
}
