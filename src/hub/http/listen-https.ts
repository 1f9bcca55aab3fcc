import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { bounds } from '../../lib/bounds.ts';
import type { TlsMaterial } from '../certificates/tls-material.ts';
import { tlsOptions } from '../certificates/tls-options.ts';
import type { HubContext } from '../context.ts';
import { operationTable } from '../operations/operation-table.ts';
import { handleRequest, type Progress } from './handle-request.ts';
import { guardRequest } from './request-guard.ts';
import { restRecord } from './rest-record.ts';
import { Router } from './router.ts';
import { type OpenStreams, sendAnswer } from './send-answer.ts';
import { turnAway } from './turn-away.ts';

export type HttpsOptions = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Takes over connections that ask for another protocol: MQTT over WebSocket. */
  readonly onUpgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
  readonly patience?: Patience;
};
export type HttpsListener = { readonly port: number; close(): Promise<void> };

/** Milliseconds a sender may take: slow ones are closed, so that they cannot hold connections for nothing. */
const defaultPatience = {
  handshake: bounds.connections.handshake,
  headers: bounds.rest.headersTime,
  request: bounds.rest.requestTime,
  idle: bounds.rest.idleTime,
  check: bounds.rest.checkInterval,
};
export type Patience = { readonly [P in keyof typeof defaultPatience]: number };
/** Milliseconds that requests have to finish when the hub stops. */
const closingTime = 300;

/** The hub's REST interface. hub-reference 0.2, 0.5. Rejects when the port cannot be had. */
export async function listenHttps(
  context: HubContext,
  tls: TlsMaterial,
  options: HttpsOptions,
): Promise<HttpsListener> {
  const router = new Router(operationTable);
  const streams: OpenStreams = new Set();
  const server = createServer(serverOptions(tls, options.patience ?? defaultPatience), (request, response) => {
    void answer(context, router, streams, request, response);
  });
  server.maxConnections = bounds.connections.perDoor;
  // Node's own list begins with the end of the handshake: what never gets there would keep the hub from stopping.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (options.onUpgrade !== undefined && isWelcome(context, request)) options.onUpgrade(request, socket, head);
    else turnAway(socket, '404 Not Found');
  });
  server.on('clientError', (error, socket) => {
    // Before the handshake is over there is nobody to answer, and what is written waits for ever.
    if (isHttpError(error) && socket.writable) turnAway(socket, '400 Bad Request');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    // It stays on: what goes wrong with one connection later (no file handle is left, say) must not end the process.
    server.on('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, close: () => close(server, streams, sockets) };
}

function isHttpError({ code = '' }: NodeJS.ErrnoException): boolean {
  return code.startsWith('HPE_') || code.startsWith('ERR_HTTP_');
}

function isWelcome({ hostNames }: HubContext, { headers }: IncomingMessage): boolean {
  try {
    guardRequest(headers, hostNames);
    return true;
  } catch {
    return false;
  }
}

function serverOptions(tls: TlsMaterial, patience: Patience) {
  return {
    ...tlsOptions(tls),
    handshakeTimeout: patience.handshake,
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.idle,
    connectionsCheckingInterval: patience.check,
    maxHeaderSize: bounds.rest.headers,
    noDelay: true,
  };
}

async function answer(
  context: HubContext,
  router: Router,
  streams: OpenStreams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const progress: Progress = {};
  response.on('error', () => {});
  const result = await handleRequest(context, router, request, progress);
  sendAnswer(context, request, response, result, streams);
  if (!context.feed.watched || result.stream !== undefined) return;
  const milliseconds = performance.now() - start;
  const { operation, who, body: requestBody } = progress;
  context.feed.emit(restRecord({ request, operation, who, requestBody, answer: result, milliseconds }));
}

/** Lets requests finish for a moment; streams end at once. */
async function close(server: Server, streams: OpenStreams, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  for (const response of streams) response.destroy();
  server.closeIdleConnections();
  const impatient = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, closingTime);
  await closed;
  clearTimeout(impatient);
}
