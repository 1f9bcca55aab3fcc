import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HubContext } from '../context.ts';
import type { Answer } from './operation.ts';
import type { UntakenAnswers } from './untaken-answers.ts';

/** What one listener is writing: answers without end, and all others. */
export type Outgoing = { readonly streams: Set<ServerResponse>; readonly answers: UntakenAnswers };

/** Writes an answer with the headers a hub sends. hub-reference 0.5. */
export function sendAnswer(
  context: HubContext,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  { streams, answers }: Outgoing,
): void {
  if (response.destroyed) return answer.abandon?.();
  const { body } = answer;
  const headers: { [name: string]: string | number } = {
    Server: 'Microsoft-HTTPAPI/2.0',
    Vary: 'Origin',
    'x-ms-request-id': requestId(context),
    // Node's SDK hands back an empty string for anything but JSON.
    'Content-Type': 'application/json; charset=utf-8',
    ...answer.headers,
  };
  // What is left of a body that nobody wants would be read as the next request.
  if (!request.complete) headers.Connection = 'close';
  if (answer.stream === undefined) {
    if (answer.status !== 204) headers['Content-Length'] = body === undefined ? 0 : Buffer.byteLength(body);
    response.writeHead(answer.status, headers);
    answers.write(request, response, body);
    return;
  }
  response.writeHead(answer.status, headers).flushHeaders();
  streams.add(response);
  response.on('close', () => streams.delete(response));
  answer.stream(response);
}

function requestId({ random }: HubContext): string {
  const hex = random(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
