import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { bounds } from '../../lib/bounds.ts';
import { turnAway } from '../http/turn-away.ts';
import type { MqttService } from './mqtt-service.ts';

const path = '/$iothub/websocket';
/** Bytes of one WebSocket message: a packet may come in several. */
const largestMessage = bounds.mqtt.webSocketMessage;

/**
 * MQTT over WebSocket on the HTTPS port, sub-protocol `mqtt`; any query string is ignored. hub-reference 0.2. The C SDK
 * writes the sub-protocol in capitals, and clients take an answer only in the spelling they offered.
 */
export class WebSocketDoor {
  readonly #service: MqttService;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    maxFragments: bounds.mqtt.webSocketFrames,
    perMessageDeflate: false,
    handleProtocols: protocols => [...protocols].find(name => name.toLowerCase() === 'mqtt') ?? false,
  });

  constructor(service: MqttService) {
    this.#service = service;
  }

  /** The listener's guard has kept web pages away; an Origin that is the hub's own is what Python's paho sends. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (pathOf(request) !== path) return turnAway(socket, '404 Not Found');
    if (!/(^|[\s,])mqtt([\s,]|$)/i.test(request.headers['sec-websocket-protocol'] ?? ''))
      return turnAway(socket, '400 Bad Request');
    this.#server.handleUpgrade(request, socket, head, webSocket => {
      const stream = createWebSocketStream(webSocket);
      this.#service.accept({ stream, tls: socket as TLSSocket });
    });
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

function pathOf({ url = '' }: IncomingMessage): string {
  const text = url.split('?', 1)[0]!;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
