import type { IncomingMessage } from 'node:http';
import { type Json, toBare } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';

const nothing: Buffer = Buffer.alloc(0);

/** All of a request's body. Rejects with HubError 413 as soon as it is longer than the limit. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const body = new Body();
    request.on('data', (chunk: Buffer) => {
      if (body.length + chunk.length > limit) {
        request.pause();
        reject(tooLarge(limit));
      } else body.add(chunk);
    });
    request.on('end', () => resolve(body.bytes));
    const cutOff = () => reject(hubError('RequestTimedOut', 'the request ended before its body'));
    request.on('error', cutOff);
    request.on('close', cutOff);
  });
}

/** Bytes as they come. A list of pieces would take a hundred times as much as what came in pieces of one byte. */
class Body {
  #room = nothing;
  length = 0;

  add(chunk: Buffer): void {
    if (this.length === 0) this.#room = chunk;
    else {
      this.#reserve(this.length + chunk.length);
      chunk.copy(this.#room, this.length);
    }
    this.length += chunk.length;
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.length);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#room.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.length));
    this.#room.copy(larger, 0, 0, this.length);
    this.#room = larger;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text in which `parseJson` finds its JSON. Throws TypeError when the body is not UTF-8. */
export function textOf(body: Buffer): string {
  return utf8.decode(body);
}

/** Throws HubError 400 IotHubFormatError. */
export function parseJson(body: Buffer): Json {
  if (body.length === 0) throw hubError('IotHubFormatError', 'the body is empty, JSON was expected');
  try {
    return toBare(JSON.parse(textOf(body)) as Json);
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw hubError('IotHubFormatError', `the body is not JSON this hub can read: ${(error as Error).message}`);
  }
}

function tooLarge(limit: number): HubError {
  return hubError('GenericRequestEntityTooLarge', `the body is longer than ${limit} bytes`);
}
