import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bounds } from '../../lib/bounds.ts';

export type UntakenBounds = {
  /** Milliseconds in which something of an answer must be taken. */
  readonly patience: number;
  /** Bytes of all answers together. */
  readonly most?: number;
};

type Waiting = { bytes: number; readonly onClose: () => void };

/**
 * Bytes written at once. TLS takes all it is given, makes another copy of it and says that it is written: only by
 * pieces shows what the other side takes.
 */
const pieceSize = 128 * 1024;

/**
 * Answers that are on their way. What is not taken is held in memory: an answer of which nothing is taken for a while
 * is given up, and beyond the bound those are that have waited longest. One alone may be as large as it is.
 */
export class UntakenAnswers {
  readonly #patience: number;
  readonly #most: number;
  /** By connection, as a client may ask for many answers in a row; the one that has waited longest first. */
  readonly #waiting = new Map<Socket, Waiting>();
  #bytes = 0;

  constructor({ patience, most = bounds.rest.untakenByAll }: UntakenBounds) {
    this.#patience = patience;
    this.#most = most;
  }

  /** Writes the body and ends the answer. */
  write({ socket }: IncomingMessage, response: ServerResponse, body: string | Buffer = ''): void {
    const bytes = Buffer.byteLength(body);
    this.#makeRoom(bytes);
    if (socket.destroyed) return;
    this.#count(socket, bytes);
    const patience = new Patience(response, this.#patience);
    response.on('finish', () => {
      patience.end();
      if (this.#waiting.has(socket)) this.#count(socket, -bytes);
    });
    if (bytes <= pieceSize) response.end(body);
    else writePieces(response, Buffer.isBuffer(body) ? body : Buffer.from(body), patience);
  }

  #makeRoom(bytes: number): void {
    for (const socket of this.#waiting.keys()) {
      if (this.#bytes + bytes <= this.#most) return;
      this.#forget(socket);
      socket.destroy();
    }
  }

  #count(socket: Socket, bytes: number): void {
    const waiting = this.#waiting.get(socket) ?? this.#begin(socket);
    waiting.bytes += bytes;
    this.#bytes += bytes;
    if (waiting.bytes === 0) this.#forget(socket);
  }

  #begin(socket: Socket): Waiting {
    const waiting = { bytes: 0, onClose: () => this.#forget(socket) };
    socket.on('close', waiting.onClose);
    this.#waiting.set(socket, waiting);
    return waiting;
  }

  #forget(socket: Socket): void {
    const waiting = this.#waiting.get(socket);
    if (waiting === undefined) return;
    this.#waiting.delete(socket);
    this.#bytes -= waiting.bytes;
    socket.off('close', waiting.onClose);
  }
}

/** Destroys an answer's connection when nothing is taken; while earlier answers have their turn it waits. */
class Patience {
  #timer: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, milliseconds: number) {
    const begin = () => {
      this.#timer = setTimeout(() => response.destroy(), milliseconds).unref();
    };
    if (response.socket === null) response.once('socket', begin);
    else begin();
    response.once('close', () => this.end());
  }

  renew(): void {
    this.#timer?.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function writePieces(response: ServerResponse, body: Buffer, patience: Patience): void {
  let at = 0;
  const writeOn = (): void => {
    patience.renew();
    while (at < body.length) {
      const piece = body.subarray(at, at + pieceSize);
      at += piece.length;
      if (!response.write(piece)) return;
    }
    response.off('drain', writeOn).end();
  };
  response.on('drain', writeOn);
  writeOn();
}
