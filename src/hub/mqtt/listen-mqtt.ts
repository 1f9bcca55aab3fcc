import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer } from 'node:tls';
import { bounds } from '../../lib/bounds.ts';
import type { TlsMaterial } from '../certificates/tls-material.ts';
import { tlsOptions } from '../certificates/tls-options.ts';
import { type MqttContext, MqttService } from './mqtt-service.ts';
import { WebSocketDoor } from './web-socket-door.ts';

export type MqttOptions = {
  readonly host: string;
  readonly port: number;
  readonly lenient: boolean;
  /** Milliseconds that a handshake may take. */
  readonly handshake?: number;
};
export type MqttListener = {
  readonly port: number;
  /** MQTT over WebSocket: a request for an upgrade on the HTTPS port. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
};

/** Milliseconds. */
const handshakePatience = bounds.connections.handshake;

/** MQTT 3.1.1 over TLS. hub-reference 0.2, 3. Rejects when the port cannot be had. */
export async function listenMqtt(context: MqttContext, tls: TlsMaterial, options: MqttOptions): Promise<MqttListener> {
  const service = new MqttService(context, options.lenient);
  const webSockets = new WebSocketDoor(service);
  const server = createServer({
    ...tlsOptions(tls),
    handshakeTimeout: options.handshake ?? handshakePatience,
    noDelay: true,
  });
  server.maxConnections = bounds.connections.perDoor;
  const sockets = new Set<Socket>();
  // From the first byte on: what never ends its handshake would keep the hub from stopping.
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', socket => service.accept({ stream: socket, tls: socket }));
  // Garbage instead of TLS, or nothing in time: Node tells, and leaves the socket open.
  server.on('tlsClientError', (_error, socket) => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    // It stays on: what goes wrong with one connection later (no file handle is left, say) must not end the process.
    server.on('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    handleUpgrade: (request, socket, head) => webSockets.handleUpgrade(request, socket, head),
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      service.close();
      webSockets.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
