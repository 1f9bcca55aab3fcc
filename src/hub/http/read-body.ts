import type { IncomingMessage } from 'node:http';
import { type Json, toBare } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';

/** All of a request's body. Rejects with HubError 413 as soon as it is longer than the limit. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.pause();
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    const cutOff = () => reject(hubError('RequestTimedOut', 'the request ended before its body'));
    request.on('error', cutOff);
    request.on('close', cutOff);
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws HubError 400 IotHubFormatError. */
export function parseJson(body: Buffer): Json {
  if (body.length === 0) throw hubError('IotHubFormatError', 'the body is empty, JSON was expected');
  try {
    return toBare(JSON.parse(utf8.decode(body)) as Json);
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw hubError('IotHubFormatError', `the body is no JSON this hub can read: ${(error as Error).message}`);
  }
}

function tooLarge(limit: number): HubError {
  return hubError('GenericRequestEntityTooLarge', `the body is longer than ${limit} bytes`);
}
