import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type ConnectProxy = {
  readonly port: number;
  /** What was asked for, as `host:port`. */
  readonly asked: readonly string[];
};

/**
 * A proxy that knows CONNECT and nothing else, as many companies have one. Whatever host is asked for, it connects to
 * `port` of this machine, so that a hub can be reached by a name and port that are not its own.
 */
export async function startConnectProxy(port: number, authorization?: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', socket => sockets.add(socket));
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    asked.push(request.url ?? '');
    socket.on('error', () => {});
    if (authorization !== undefined && request.headers['proxy-authorization'] !== authorization) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const hub = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      hub.write(head);
      hub.pipe(socket).pipe(hub);
    });
    sockets.add(hub);
    hub.on('error', () => socket.destroy());
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}
