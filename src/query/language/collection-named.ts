import type { CollectionName } from './ast.ts';
import { isWord, type Token } from './tokens.ts';

/** The collection behind FROM, wherever that stands and however broken the rest is; undefined where there is none. */
export function collectionNamedIn(tokens: readonly Token[]): CollectionName | undefined {
  const from = tokens.findIndex((token, index) => isWord(token, 'FROM') && tokens[index - 1]?.text !== '.');
  if (from < 0) return undefined;
  const [first, point, second] = tokens.slice(from + 1, from + 4);
  if (first === undefined || point?.text !== '.' || second === undefined) {
    return first !== undefined && isWord(first, 'JOBS') ? 'devices.jobs' : 'devices';
  }
  if (isWord(second, 'MODULES')) return 'devices.modules';
  return isWord(second, 'JOBS') ? 'devices.jobs' : 'devices';
}
