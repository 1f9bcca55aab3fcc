import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Random bytes that repeat themselves for an equal seed; without a seed they are the system's. Never for real secrets. */
export function seededRandom(seed: string | undefined): (length: number) => Buffer {
  if (seed === undefined) return randomBytes;
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return length => stream.update(Buffer.alloc(length));
}
