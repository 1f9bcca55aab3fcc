import type { Duplex } from 'node:stream';

/** Answers without a body and closes. The other side may leave its half open: it is closed here, too. */
export function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
}
