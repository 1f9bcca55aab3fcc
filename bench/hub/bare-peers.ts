import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { PeerOptions } from './peer-process.ts';

/** Gives back what it gets: what TLS in Node costs at the least. */
export function echoPeer(options: PeerOptions): Promise<number> {
  return listen(options, socket => {
    socket.on('data', chunk => socket.write(chunk));
  });
}

const connack = Buffer.from([0x20, 2, 0, 0]);

/** Takes any first bytes for a CONNECT: what accepting and keeping a connection in Node costs at the least. */
export function barePeer(options: PeerOptions): Promise<number> {
  return listen(options, socket => {
    socket.on('data', () => socket.write(connack));
  });
}

async function listen({ tls }: PeerOptions, accept: (socket: TLSSocket) => void): Promise<number> {
  const server = createServer({ key: tls.key, cert: tls.cert, noDelay: true }, socket => {
    socket.on('error', () => socket.destroy());
    accept(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
