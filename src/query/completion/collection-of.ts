import type { CollectionName } from '../language/ast.ts';

/** The collection a text names, also behind the cursor: it decides which members SELECT may list. */
export function collectionOf(text: string): CollectionName {
  const [, inner] = /\bfrom\s+devices\s*\.\s*(modules|jobs)\b/i.exec(text) ?? [];
  return inner === undefined ? 'devices' : inner.toLowerCase() === 'jobs' ? 'devices.jobs' : 'devices.modules';
}
