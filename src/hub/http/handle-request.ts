import type { IncomingMessage } from 'node:http';
import { bounds } from '../../lib/bounds.ts';
import { asHubError } from '../as-hub-error.ts';
import type { HubContext } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { Cause } from '../feed.ts';
import { authorize } from './authorize.ts';
import { errorAnswer } from './error-answer.ts';
import type { Answer, Operation, OperationRequest } from './operation.ts';
import { parseJson, readBody } from './read-body.ts';
import { guardRequest } from './request-guard.ts';
import type { Route, Router } from './router.ts';

/** What became of a request, filled in as far as it got: the wire log shows refused ones, too. */
export type Progress = { operation?: Operation; who?: string; body?: Buffer };

const defaultBodyLimit = bounds.rest.body;

/**
 * Answers one request: is it for this hub, is there such an operation, which protocol version, who asks, is it within
 * the quota, then the body and the operation itself. Never rejects.
 */
export async function handleRequest(
  context: HubContext,
  router: Router,
  request: IncomingMessage,
  progress: Progress,
): Promise<Answer> {
  try {
    guardRequest(request.headers, context.hostNames);
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const query = new URLSearchParams(search);
    const route = router.route(request.method ?? '', path);
    progress.operation = route.operation;
    requireApiVersion(query);
    const { who, cause } = authorize(context, route, request);
    progress.who = who;
    return await run(context, route, query, cause, request, progress);
  } catch (error) {
    return errorAnswer(context, asHubError(error), progress.operation?.errors ?? 'classic');
  }
}

async function run(
  context: HubContext,
  { operation, parameters }: Route,
  query: URLSearchParams,
  cause: Cause,
  request: IncomingMessage,
  progress: Progress,
): Promise<Answer> {
  const body = await readBody(request, operation.bodyLimit ?? defaultBodyLimit);
  progress.body = body;
  const turn = operation.family && context.faults.admit(operation.family, body.length);
  if (turn !== undefined) await turn;
  // The command that ends a latency need not wait for it.
  const latency = operation.access === 'owner' ? undefined : context.faults.delay();
  if (latency !== undefined) await latency;
  return operation.run(context, operationRequest(request, parameters, query, body, cause));
}

function operationRequest(
  { headers }: IncomingMessage,
  parameters: OperationRequest['parameters'],
  query: URLSearchParams,
  body: Buffer,
  cause: Cause,
): OperationRequest {
  const rawIfMatch = headers['if-match'];
  const ifMatch = rawIfMatch?.trim().replace(/^"(.*)"$/, '$1');
  return { parameters, query, headers, body, json: () => parseJson(body), ifMatch, rawIfMatch, cause };
}

/** Any version is taken, but one must be named. hub-reference 0.3. */
function requireApiVersion(query: URLSearchParams): void {
  if (!query.get('api-version')) {
    throw hubError(
      'InvalidProtocolVersion',
      'the query parameter api-version is missing, e.g. ?api-version=2021-04-12',
    );
  }
}
